/** Of the addresses of documents that SmartSpec makes. */
export const VIRTUAL_SCHEME = "smartspec";
