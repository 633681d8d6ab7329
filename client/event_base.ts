/** What every event has. */
export interface EventBase {
  /** When it happened, by the server's clock if it tells: ms since 1970. */
  readonly time: number;
  /** The id of the message that told it; of what was said, `id` is the same. */
  readonly msgid?: string;
  /**
   * Whether it is told from what the server has kept: it is not new, and what is
   * known of channels and members has it in it already.
   */
  readonly replayed?: true;
  /** Of what is replayed: the channel or the nick whose history it is of. */
  readonly place?: string;
}

/** Where something is done to a channel's members or to one person. */
export interface TargetedEvent extends EventBase {
  readonly from: string;
  /** Missing: it is between one person and us. */
  readonly channel?: string;
  /** The channel or a nick. */
  readonly to: string;
  readonly own: boolean;
}
