const formats = new Map<string, Intl.DateTimeFormat>();

/** A format of these options. Making one takes as long as a thousand uses of it, and lists of runs use one for each row. */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale, options)));
  return format;
}
