// A bot on irc-framework: says what it sees, a line each, and answers !hello.
// What else it can do, it does when it is asked for in private.
//
//   node framework_bot.mjs port nick channel

import { createRequire } from "node:module";
import process from "node:process";

const { Client } = createRequire(import.meta.url)("irc-framework");
const [port, nick, channel] = process.argv.slice(2);
const client = new Client();
client.requestCap(["draft/multiline", "labeled-response"]);

/** What it is asked for: the first word, and the rest of the text. */
const REQUESTS = {
  away: (text) => client.raw("AWAY", text),
  bans: () =>
    client.banlist(channel, ({ bans }) => {
      say(
        "bans",
        ...bans.map(({ banned, banned_by }) => `${banned} ${banned_by}`),
      );
    }),
  label: (text) => client.say(channel, text, { label: "one" }),
  list: () => client.list(),
  monitor: (other) => client.addMonitor(other),
  whois: (other) =>
    client.whois(other, ({ nick, real_name, channels, away, error }) => {
      say("whois", nick, real_name, channels, away ?? "here", error ?? "found");
    }),
  whowas: (other) =>
    client.whowas(other, ({ nick, real_name, error }) => {
      say("whowas", nick, real_name, error ?? "found");
    }),
  who: (target) =>
    client.who(target, ({ users }) => {
      const rows = users.map(({ nick, real_name, away, channel }) =>
        [nick, real_name, away ? "away" : "here", channel].join("/")
      );
      say("who", target, ...rows.sort());
    }),
};

client.on("registered", () => client.join(channel));
client.on("userlist", ({ channel, users }) => {
  const names = (list) => list.map(({ nick }) => nick).sort();
  const isOperator = ({ modes }) => modes.includes("o");
  say("enabled", ...client.network.cap.enabled.toSorted());
  say("members", channel, ...names(users));
  say("operators", channel, ...names(users.filter(isOperator)));
});
client.on("privmsg", ({ nick, target, message, tags }) => {
  if (nick === client.user.nick) {
    say("echo", target, message, tags.label, tags.msgid ? "id" : "no id");
  } else if (target === client.user.nick) {
    say("private", nick, message);
    const [request, ...words] = message.split(" ");
    if (REQUESTS[request]) REQUESTS[request](words.join(" "));
    else client.say(nick, `hello ${nick}`);
  } else {
    say("said", target, nick, message);
    if (message === "!hello") client.say(target, `hello ${nick}`);
  }
});
client.on("action", ({ nick, target, message }) => {
  say("acted", target, nick, message);
});
client.on("topic", ({ channel, nick, topic }) => {
  say("topic", channel, nick, topic);
});
client.on("mode", ({ target, nick, raw_modes, raw_params }) => {
  say("mode", target, nick, raw_modes, ...raw_params);
});
client.on("nick", ({ nick, new_nick }) => say("renamed", nick, new_nick));
client.on("part", ({ channel, nick, message }) => {
  say("left", channel, nick, message);
});
client.on("quit", ({ nick, message }) => say("quit", nick, message));
client.on("kick", ({ channel, kicked, nick, message }) => {
  say("kicked", channel, kicked, nick, message);
});
client.on("away", ({ nick, self, message }) => {
  say("away", nick, self ? "myself" : "another", message);
});
client.on("back", ({ nick }) => say("back", nick));
client.on("user updated", ({ nick, new_gecos }) => {
  say("setname", nick, new_gecos);
});
client.on("channel list", (channels) => {
  const rows = channels.map(({ channel, num_users, topic }) =>
    [channel, num_users, topic].join("/")
  );
  say("channels", ...rows.sort());
});
client.on("users online", ({ nicks }) => say("online", ...nicks));
client.on("users offline", ({ nicks }) => say("offline", ...nicks));

function say(...words) {
  console.log(words.join(" "));
}

client.connect({
  host: "127.0.0.1",
  port: Number(port),
  nick,
  username: nick,
  gecos: "a bot",
  auto_reconnect: false,
  enable_chghost: true,
  enable_echomessage: true,
  enable_setname: true,
});
