/** The buffers in plain data, each once, to be named in a transfer list. */
export const buffersIn = (data: unknown): ArrayBuffer[] => {
  const found = new Set<ArrayBuffer>();
  const visit = (value: unknown): void => {
    if (value instanceof ArrayBuffer) found.add(value);
    else if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
    } else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) visit(part);
  };
  visit(data);
  return [...found];
};
