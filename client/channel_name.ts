import { isChannelName, isChannelTarget } from "../protocol/names.ts";

/**
 * Makes a channel's name of what a person writes: the `#` may be left out.
 *
 * @throws {RangeError} If it can be no channel's name.
 */
export function toChannelName(text: string): string {
  const name = isChannelTarget(text) ? text : `#${text}`;
  if (isChannelName(name)) return name;
  throw new RangeError(
    `Cannot use "${text}" as a channel as its name must be # and at most 63 ` +
      "characters without spaces, commas and control characters",
  );
}
