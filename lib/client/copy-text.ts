// Puts a text on the clipboard.

/** Whether it worked. On plain HTTP there is no clipboard to ask for: a field is selected and copied, as by hand. */
export async function copyText(text: string): Promise<boolean> {
  if (!window.isSecureContext) return copyByHand(text);
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => copyByHand(text),
  );
}

function copyByHand(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'sr-only';
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  return isCopied;
}
