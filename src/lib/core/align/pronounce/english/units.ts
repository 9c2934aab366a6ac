// English words for what stands beside figures: units, currencies, multipliers, months, symbols. Data only.

/** Unit after a figure → singular, plural; further ways to say it follow as whole readings. */
export const UNITS: Record<string, string[]> = {
	km: ['kilometer', 'kilometers', 'K', 'K M'],
	kg: ['kilogram', 'kilograms', 'kilos', 'K G'],
	cm: ['centimeter', 'centimeters'],
	mm: ['millimeter', 'millimeters', 'M M'],
	nm: ['nanometer', 'nanometers'],
	mg: ['milligram', 'milligrams'],
	ml: ['milliliter', 'milliliters', 'mils'],
	ms: ['millisecond', 'milliseconds'],
	min: ['minute', 'minutes', 'min'],
	mins: ['minute', 'minutes', 'mins'],
	sec: ['second', 'seconds', 'sec'],
	secs: ['second', 'seconds', 'secs'],
	hr: ['hour', 'hours'],
	hrs: ['hour', 'hours'],
	ft: ['foot', 'feet'],
	in: ['inch', 'inches', 'in'],
	lb: ['pound', 'pounds'],
	lbs: ['pound', 'pounds'],
	oz: ['ounce', 'ounces'],
	mi: ['mile', 'miles'],
	mph: ['mile per hour', 'miles per hour', 'miles an hour', 'M P H'],
	kmh: ['kilometer per hour', 'kilometers per hour', 'kilometers an hour'],
	'km/h': ['kilometer per hour', 'kilometers per hour', 'kilometers an hour'],
	kph: ['kilometer per hour', 'kilometers per hour', 'kilometers an hour'],
	'm/s': ['meter per second', 'meters per second'],
	kb: ['kilobyte', 'kilobytes', 'K B'],
	mb: ['megabyte', 'megabytes', 'megs', 'M B'],
	gb: ['gigabyte', 'gigabytes', 'gigs', 'G B'],
	tb: ['terabyte', 'terabytes', 'T B'],
	hz: ['hertz', 'hertz'],
	khz: ['kilohertz', 'kilohertz'],
	mhz: ['megahertz', 'megahertz'],
	ghz: ['gigahertz', 'gigahertz'],
	kw: ['kilowatt', 'kilowatts', 'K W'],
	mw: ['megawatt', 'megawatts', 'M W'],
	gw: ['gigawatt', 'gigawatts'],
	kwh: ['kilowatt hour', 'kilowatt hours'],
	fps: ['frame per second', 'frames per second', 'F P S'],
	μg: ['microgram', 'micrograms'],
	μm: ['micrometer', 'micrometers', 'microns'],
	μl: ['microliter', 'microliters'],
	μs: ['microsecond', 'microseconds'],
	ω: ['ohm', 'ohms'],
	kω: ['kilo ohm', 'kilo ohms', 'K'],
	am: ['A M', 'A M', 'in the morning'],
	pm: ['P M', 'P M', ''],
	bc: ['B C', 'B C'],
	ad: ['A D', 'A D']
};

/** Units that are one letter: as tokens of their own, written just so. */
export const LONE_UNITS: Record<string, string[]> = {
	m: ['meter', 'meters', 'million'],
	g: ['gram', 'grams'],
	l: ['liter', 'liters'],
	L: ['liter', 'liters'],
	s: ['second', 'seconds'],
	h: ['hour', 'hours']
};

/** What "per" something is written as after a slash, and its name. */
export const RATES: Record<string, string> = {
	s: 'second',
	sec: 'second',
	second: 'second',
	min: 'minute',
	minute: 'minute',
	h: 'hour',
	hr: 'hour',
	hour: 'hour',
	d: 'day',
	day: 'day',
	night: 'night',
	wk: 'week',
	week: 'week',
	mo: 'month',
	mth: 'month',
	month: 'month',
	yr: 'year',
	year: 'year',
	person: 'person'
};

/** Multiplier letters after a figure: the number they stand for, and the letter itself. */
export const MULTIPLIERS: Record<string, string> = {
	k: 'thousand',
	m: 'million',
	mn: 'million',
	mm: 'million',
	b: 'billion',
	bn: 'billion',
	t: 'trillion',
	tn: 'trillion'
};

export const LARGE = /^(hundred|thousand|million|billion|trillion)s?$/;

/** Sign → singular, plural, name of the hundredth part (singular, plural). */
export const CURRENCIES: Record<string, [string, string, string, string]> = {
	$: ['dollar', 'dollars', 'cent', 'cents'],
	'€': ['euro', 'euros', 'cent', 'cents'],
	'£': ['pound', 'pounds', 'penny', 'pence'],
	'¥': ['yen', 'yen', 'sen', 'sen'],
	'₹': ['rupee', 'rupees', 'paisa', 'paise'],
	'₽': ['ruble', 'rubles', 'kopek', 'kopeks'],
	'₿': ['bitcoin', 'bitcoin', 'cent', 'cents']
};

/** The signs of CURRENCIES, for regular expressions. */
export const CURRENCY_SIGNS = `[${Object.keys(CURRENCIES).join('')}]`;

export const MONTHS = 'january february march april may june july august september october november december'.split(
	' '
);

/** Denominators with a name of their own: singular, plural. */
export const PARTS: Record<number, [string, string][]> = {
	2: [['half', 'halves']],
	4: [
		['quarter', 'quarters'],
		['fourth', 'fourths']
	]
};

export const VULGAR: Record<string, [number, number]> = {
	'½': [1, 2],
	'⅓': [1, 3],
	'⅔': [2, 3],
	'¼': [1, 4],
	'¾': [3, 4],
	'⅕': [1, 5],
	'⅖': [2, 5],
	'⅗': [3, 5],
	'⅘': [4, 5],
	'⅙': [1, 6],
	'⅚': [5, 6],
	'⅛': [1, 8],
	'⅜': [3, 8],
	'⅝': [5, 8],
	'⅞': [7, 8]
};

/** The signs of VULGAR, for regular expressions. */
export const VULGAR_SIGNS = `[${Object.keys(VULGAR).join('')}]`;

/** A sign between or beside words. The first is the usual one. */
export const SYMBOLS: Record<string, string[]> = {
	'&': ['and'],
	'+': ['plus', 'and'],
	'=': ['equals', 'is'],
	'@': ['at'],
	'#': ['pound', 'hash', 'number', 'hashtag'],
	'*': ['star', 'asterisk', 'times'],
	'%': ['percent'],
	$: ['dollars', 'dollar', 'dollar sign'],
	'€': ['euros', 'euro'],
	'£': ['pounds', 'pound'],
	'°': ['degrees', 'degree'],
	'¢': ['cents', 'cent'],
	'/': ['slash'],
	'\\': ['backslash', 'back slash'],
	_: ['underscore'],
	'<': ['less than'],
	'>': ['greater than', 'more than'],
	'≤': ['less than or equal to', 'at most'],
	'≥': ['greater than or equal to', 'at least'],
	'≈': ['about', 'approximately'],
	'~': ['about', 'approximately', 'tilde'],
	'×': ['times', 'by'],
	'÷': ['divided by'],
	'±': ['plus or minus'],
	'−': ['minus'],
	'→': ['to'],
	'§': ['section'],
	'^': ['to the', 'to the power of'],
	π: ['pi'],
	α: ['alpha'],
	β: ['beta'],
	γ: ['gamma'],
	δ: ['delta'],
	ε: ['epsilon'],
	ζ: ['zeta'],
	η: ['eta'],
	θ: ['theta'],
	κ: ['kappa'],
	λ: ['lambda'],
	μ: ['mu', 'micro'],
	ξ: ['xi'],
	ρ: ['rho'],
	σ: ['sigma'],
	τ: ['tau'],
	φ: ['phi'],
	χ: ['chi'],
	ψ: ['psi'],
	ω: ['omega'],
	'²': ['squared', 'two'],
	'³': ['cubed', 'three']
};
