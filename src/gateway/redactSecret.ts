/** Takes the key out of whatever text came back, as servers echo it in their errors. Also in its URL-encoded form. */
export function redactSecret(text: string, secret: string | undefined): string {
  if (secret === undefined || secret === "") return text;
  return text.replaceAll(secret, "•••").replaceAll(encodeURIComponent(secret.toWellFormed()), "•••");
}
