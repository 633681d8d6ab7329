/** Gives the lengths of the texts that are taken apart while `run` runs. */
export function segmentedLengths(run: () => void): number[] {
  const { prototype } = Intl.Segmenter;
  const { segment } = prototype;
  const lengths: number[] = [];
  prototype.segment = function (text: string): Intl.Segments {
    lengths.push(text.length);
    return segment.call(this, text);
  };
  try {
    run();
  } finally {
    prototype.segment = segment;
  }
  return lengths;
}
