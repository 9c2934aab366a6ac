// The clipboard, also where the modern one is missing (plain http on a local network). Resolve to whether it worked.

export async function copy(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return copyOldWay(text);
	}
}

/** HTML for editors that take it, text for all others. */
export async function copyRich(html: string, text: string): Promise<boolean> {
	try {
		const item = new ClipboardItem({
			'text/html': new Blob([html], { type: 'text/html' }),
			'text/plain': new Blob([text], { type: 'text/plain' })
		});
		await navigator.clipboard.write([item]);
		return true;
	} catch {
		return copy(html);
	}
}

function copyOldWay(text: string): boolean {
	const area = document.createElement('textarea');
	area.value = text;
	area.style.position = 'fixed';
	area.style.opacity = '0';
	document.body.append(area);
	const focus = document.activeElement instanceof HTMLElement ? document.activeElement : null;
	area.select();
	const well = document.execCommand('copy');
	area.remove();
	focus?.focus({ preventScroll: true });
	return well;
}
