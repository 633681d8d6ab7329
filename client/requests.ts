import { createMessage, type Message } from "../protocol/message.ts";
import { foldName } from "../protocol/names.ts";
import type { KeptBatch } from "./batches.ts";
import type { Clock } from "./clock.ts";
import { refusalOf } from "./refusals.ts";

/** A question that the server answers with a batch. */
export interface Question {
  readonly command: string;
  readonly params: readonly string[];
  /** The type of the batch. */
  readonly type: string;
  /** What the batch is of, if it says so. */
  readonly target?: string;
}

/** Why a question has no answer. */
export interface Refusal {
  /**
   * Of its FAIL or its numeric; of our own are `LOST`, `TIMEOUT`, and
   * `UNASKABLE` where no line can carry the question.
   */
  readonly code: string;
  readonly text: string;
}

/** What the server has to say to a question. */
export type Answer =
  | {
    readonly messages: readonly Message[];
    /** Whether the last are missing, as there was no room for them. */
    readonly isCut?: true;
    readonly refusal?: undefined;
  }
  | {
    readonly refusal: Refusal;
    readonly messages?: undefined;
    readonly isCut?: undefined;
  };

/** What `Requests` needs. */
export interface RequestsDeps {
  readonly clock: Clock;
  readonly send: (message: Message) => void;
  /** Whether the server says by a label what it answers. */
  readonly isLabelled: boolean;
  /** Gives a number that is another one when more of an answer has come. */
  readonly progress: () => number;
}

interface Open {
  readonly question: Question;
  readonly onAnswer: (answer: Answer) => void;
  cancelTimer: () => void;
}

const LOST: Refusal = { code: "LOST", text: "the connection is lost" };

/**
 * How long a server may be silent: more than a search in all that was ever said
 * takes. Over a slow line an answer may come for longer than that.
 */
const ANSWER_MS = 20_000;

/** Of labels, to know late answers; no message of our own has one. */
const LABEL = /^q\d+$/;

/** Asks a server for what it keeps, and finds the answers. */
export class Requests {
  readonly #deps: RequestsDeps;
  /** By label, in the order of asking. */
  readonly #open = new Map<string, Open>();
  #count = 0;
  #isOver = false;

  constructor(deps: RequestsDeps) {
    this.#deps = deps;
  }

  /** Asks. The answer comes once, at some time. */
  ask(question: Question, onAnswer: (answer: Answer) => void): void {
    if (this.#isOver) return onAnswer({ refusal: LOST });
    const label = `q${++this.#count}`;
    const { isLabelled, send } = this.#deps;
    const open = { question, onAnswer, cancelTimer: () => {} };
    this.#open.set(label, open);
    this.#wait(label, open);
    send(createMessage(question.command, question.params, {
      tags: new Map(isLabelled ? [["label", label]] : []),
    }));
  }

  /**
   * Takes a batch.
   *
   * @returns Whether it was asked for, be it long ago.
   */
  applyBatch({ type, target, label, messages, isCut }: KeptBatch): boolean {
    const found = label ??
      this.#find(({ question }) =>
        question.type === type &&
        (question.target === undefined || target === "" ||
          foldName(question.target) === foldName(target))
      );
    if (found === undefined) return false;
    this.#settle(found, { messages, ...(isCut && { isCut }) });
    return true;
  }

  /**
   * Takes any other message.
   *
   * @returns Whether it says that there is no answer.
   */
  apply(message: Message): boolean {
    if (this.#count === 0) return false;
    const { command, params, tags } = message;
    const label = tags.get("label");
    const refusal = refusalOf(message);
    if (label !== undefined) {
      const isAnswer = refusal !== undefined || command === "ACK";
      if (!LABEL.test(label) || !isAnswer) return false;
    } else if (refusal === undefined) return false;
    const about = command === "FAIL" ? params[0] : params[1];
    const found = label ??
      this.#find(({ question }) => question.command === about);
    if (found === undefined) return false;
    const code = command === "FAIL" ? params[1] ?? command : command;
    this.#settle(
      found,
      refusal === undefined
        ? { messages: [] }
        : { refusal: { code, text: refusal } },
    );
    return true;
  }

  /** Gives up, as the connection is over. */
  end(): void {
    this.#isOver = true;
    for (const label of [...this.#open.keys()]) {
      this.#settle(label, { refusal: LOST });
    }
  }

  #wait(label: string, open: Open): void {
    const { clock, progress } = this.#deps;
    const before = progress();
    open.cancelTimer = clock.setTimer(ANSWER_MS, () => {
      // It may be the answer to one before: they come one after the other.
      if (progress() !== before) return this.#wait(label, open);
      this.#settle(label, {
        refusal: { code: "TIMEOUT", text: "it gives no answer" },
      });
    });
  }

  /** The label of the oldest question of a kind that was asked without it. */
  #find(isMeant: (open: Open) => boolean): string | undefined {
    if (this.#deps.isLabelled) return undefined;
    for (const [label, open] of this.#open) if (isMeant(open)) return label;
    return undefined;
  }

  #settle(label: string, answer: Answer): void {
    const open = this.#open.get(label);
    if (!open) return;
    this.#open.delete(label);
    open.cancelTimer();
    open.onAnswer(answer);
  }
}
