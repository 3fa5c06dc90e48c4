/** A text from elsewhere as one line that cannot steer the terminal. */
export const plainLine = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ');
