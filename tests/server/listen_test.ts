import { assertEquals } from "@std/assert/equals";
import { assertStrictEquals } from "@std/assert/strict-equals";
import { assertThrows } from "@std/assert/throws";
import type { ListenOptions } from "../../server/conn.ts";
import { listenAll, ListenError } from "../../server/listen.ts";
import { TEST_OPTIONS } from "../fakes/test_server.ts";

interface World {
  readonly host?: string;
  readonly port?: number;
  readonly isWindows?: boolean;
  /** What fails, by host name. */
  readonly errors?: Readonly<Record<string, Error>>;
  /** How often it fails; always, if it is not said. */
  readonly failures?: number;
}

/** Listens on fakes: what was asked for, and what is open at the end. */
function listen(
  { host, port = 8080, isWindows = false, errors = {}, failures = Infinity }:
    World,
) {
  let left = failures;
  const asked: ListenOptions[] = [];
  const open: string[] = [];
  const run = () =>
    listenAll({ ...TEST_OPTIONS, host, port, backlog: 7 }, {
      isWindows,
      listen(options) {
        asked.push(options);
        const { hostname } = options;
        const error = errors[hostname];
        if (error !== undefined && left-- > 0) throw error;
        open.push(hostname);
        return {
          addr: { hostname, port: options.port || 50_000 },
          accept: () => Promise.reject(new Error("unused")),
          close: () => void open.splice(open.indexOf(hostname), 1),
        };
      },
    });
  return { asked, open, run };
}

const { AddrInUse, AddrNotAvailable, PermissionDenied } = Deno.errors;
const NO_IPV6 = new Error(
  "Address family not supported by protocol (os error 97)",
);

Deno.test("listenAll() opens what the system needs", async (t) => {
  const rows: { name: string; world: World; want: string[] }[] = [
    { name: "one socket for IPv4 and IPv6", world: {}, want: ["::"] },
    {
      name: "IPv4 alone where IPv6 is off",
      world: { errors: { "::": NO_IPV6 } },
      want: ["0.0.0.0"],
    },
    {
      name: "IPv4 alone where IPv6 has no address",
      world: { errors: { "::": new AddrNotAvailable("x") } },
      want: ["0.0.0.0"],
    },
    {
      name: "two sockets on Windows",
      world: { isWindows: true },
      want: ["::", "0.0.0.0"],
    },
    {
      name: "IPv4 alone on Windows where IPv6 is off",
      world: { isWindows: true, errors: { "::": NO_IPV6 } },
      want: ["0.0.0.0"],
    },
    {
      name: "the host that is given",
      world: { host: "192.0.2.1" },
      want: ["192.0.2.1"],
    },
    {
      name: "the host that is given, on Windows",
      world: { host: "::1", isWindows: true },
      want: ["::1"],
    },
  ];
  for (const { name, world, want } of rows) {
    await t.step(name, () => {
      const { open, run } = listen(world);

      assertEquals(run().map(({ addr }) => addr.hostname), want);
      assertEquals(open, want);
    });
  }
});

Deno.test("listenAll() passes port and backlog on", () => {
  const { asked, run } = listen({});
  run();

  assertEquals(asked, [{ hostname: "::", port: 8080, tcpBacklog: 7 }]);
});

Deno.test("listenAll() gives the second socket the free port of the first", () => {
  const { run } = listen({ port: 0, isWindows: true });

  assertEquals(run().map(({ addr }) => addr.port), [50_000, 50_000]);
});

Deno.test("listenAll() looks for another free port where one is taken for IPv4", () => {
  const { asked, open, run } = listen({
    port: 0,
    isWindows: true,
    errors: { "0.0.0.0": new AddrInUse("x") },
    failures: 2,
  });

  assertEquals(run().length, 2);
  assertEquals(open, ["::", "0.0.0.0"]);
  assertEquals(asked.map(({ port }) => port), [
    0,
    50_000,
    0,
    50_000,
    0,
    50_000,
  ]);
});

Deno.test("listenAll() looks for a free port five times", () => {
  const { asked, open, run } = listen({
    port: 0,
    isWindows: true,
    errors: { "0.0.0.0": new AddrInUse("x") },
  });

  assertThrows(run, ListenError);
  assertEquals(asked.length, 10);
  assertEquals(open, []);
});

Deno.test("listenAll() closes the first socket if the second fails", () => {
  const { open, run } = listen({
    isWindows: true,
    errors: { "0.0.0.0": new AddrInUse("x") },
  });

  assertThrows(
    run,
    ListenError,
    "Cannot listen on 0.0.0.0:8080 as the port is in use",
  );
  assertEquals(open, []);
});

Deno.test("listenAll() says why it cannot and what to do", async (t) => {
  const rows: { name: string; world: World; want: string }[] = [
    {
      name: "the port is in use",
      world: { errors: { "::": new AddrInUse("x") } },
      want:
        "Cannot listen on [::]:8080 as the port is in use: choose another with --port",
    },
    {
      name: "the port is in use on IPv4 alone",
      world: { errors: { "::": NO_IPV6, "0.0.0.0": new AddrInUse("x") } },
      want:
        "Cannot listen on 0.0.0.0:8080 as the port is in use: choose another with --port",
    },
    {
      name: "no permission for a low port",
      world: {
        port: 80,
        errors: { "::": new PermissionDenied("x") },
      },
      want:
        "Cannot listen on [::]:80 as ports below 1024 need special rights: choose another with --port",
    },
    {
      name: "no permission for another port",
      world: {
        host: "192.0.2.1",
        errors: { "192.0.2.1": new PermissionDenied("x") },
      },
      want:
        "Cannot listen on 192.0.2.1:8080 as the system does not allow it: choose another with --port",
    },
    {
      name: "an address of another machine",
      world: {
        host: "192.0.2.1",
        errors: { "192.0.2.1": new AddrNotAvailable("x") },
      },
      want:
        'Cannot listen on 192.0.2.1:8080 as "192.0.2.1" is no address of this machine: choose one of its own with --host, or leave it out',
    },
    {
      name: "an unknown host",
      world: {
        host: "nowhere",
        errors: {
          nowhere: new Error(
            "failed to lookup address information: Name or service not known",
          ),
        },
      },
      want:
        'Cannot listen on nowhere:8080 as no address is known for "nowhere": choose another with --host, or leave it out',
    },
    {
      name: "something else",
      world: {
        host: "::1",
        errors: { "::1": new Error("Invalid argument (os error 22)") },
      },
      want:
        "Cannot listen on [::1]:8080 as Invalid argument (os error 22): choose another with --host or --port",
    },
  ];
  for (const { name, world, want } of rows) {
    await t.step(name, () => {
      const error = assertThrows(listen(world).run, ListenError);

      assertEquals(error.message, want);
      assertStrictEquals(
        Object.values(world.errors!).includes(error.cause as Error),
        true,
      );
    });
  }
});
