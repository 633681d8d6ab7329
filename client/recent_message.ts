/** A message that one can reply to, react to, or take back. */
export interface RecentMessage {
  /** Missing: the server gives no ids. */
  readonly id?: string;
  readonly from: string;
  readonly text: string;
  readonly own: boolean;
  /** Whether it was said by `/me`. */
  readonly isAction?: true;
  /** Whether only the start of its text is remembered. */
  readonly isCut?: true;
}
