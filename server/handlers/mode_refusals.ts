import { ERR_INVALIDMODEPARAM } from "../../protocol/numerics.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../context.ts";
import { shown } from "../params.ts";

/** A parameter of a mode that cannot be taken. */
export interface BadParam {
  readonly mode: string;
  /** `undefined` if it is missing, or secret. */
  readonly arg: string | undefined;
  /** What it has to be. */
  readonly text: string;
}

/** Answers 696. (modern.ircdocs.horse, "ERR_INVALIDMODEPARAM") */
export function refuseParam(
  { replies }: Context,
  { name }: Channel,
  { mode, arg = "", text }: BadParam,
): void {
  replies.numeric(ERR_INVALIDMODEPARAM, name, mode, shown(arg), text);
}
