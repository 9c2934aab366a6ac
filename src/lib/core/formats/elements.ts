// The elements of HTML, and whether a text is written in them.
//
//   <dl><dt>Ada<dd>I saw it.       <b>Ada:</b> I saw it.<br>       but not: "<A> I saw it.", "Press <b> to go on."

/** Elements that hold lines, parts of a page, or what its head has: nobody writes these by chance in front of a text. */
const outer =
	'html|head|body|meta|link|base|title|style|script|noscript|template|address|article|aside|footer|header|hgroup|main|' +
	'nav|section|search|h[1-6]|blockquote|center|dd|dir|div|dl|dt|fieldset|figcaption|figure|form|hr|li|menu|ol|p|pre|ul|' +
	'table|caption|colgroup|col|tbody|td|tfoot|th|thead|tr|tt|details|dialog|summary|cite|time|br|img|picture|source|' +
	'audio|video|iframe|svg';
/** Elements inside a line. */
const inner =
	'a|abbr|acronym|b|bdi|bdo|big|button|code|data|del|dfn|em|font|i|input|ins|kbd|label|mark|nobr|q|s|samp|small|span|' +
	'strike|strong|sub|sup|u|var|wbr';

/** What may stand before the first element: a declaration, comments. */
export const preamble = String.raw`^(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*`;
const leadingOuter = new RegExp(String.raw`${preamble}<(?:!doctype html|(?:${outer})(?=[\s/>]))`, 'i');
const leadingInner = new RegExp(String.raw`${preamble}<(?:${inner})(?=[\s/>])`, 'i');
const anyOuter = new RegExp(String.raw`<\/?(?:${outer})(?=[\s/>])`, 'i');
const anyEnd = new RegExp(String.raw`<\/(?:${outer}|${inner})\s*>`, 'i');

/**
 * Whether a text is HTML by how it begins: with a tag (one that stands inside a line needs another one as a proof), or
 * with ends of paragraphs in its first lines.
 */
export function beginsWithElements(text: string): boolean {
	const trimmed = text.trimStart();
	if (leadingOuter.test(trimmed)) return true;
	if (leadingInner.test(trimmed) && hasElements(text)) return true;
	return (trimmed.slice(0, 4000).match(/<\/(?:p|div|cite|time|li|h[1-6]|td)>/gi) ?? []).length >= 3;
}

/** Whether there is an element of HTML in a text: an end of one, or one that stands for more than a few words. */
export function hasElements(text: string): boolean {
	return anyOuter.test(text) || anyEnd.test(text);
}
