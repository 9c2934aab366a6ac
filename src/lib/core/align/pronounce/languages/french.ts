// French: numbers, signs and letter names as words of the French model's own dictionary. Data only.

import { pairs, singular, thousands } from './language.ts';
import type { LanguageData } from './language.ts';
import { FRENCH_ORDINALS } from './ordinals/french.ts';

const SMALL = (
	'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix_sept dix_huit ' +
	'dix_neuf'
)
	.split(' ')
	.map((word) => word.replace('_', ' '));
const TENS = '_ _ vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt'.split(' ');

function hundreds(n: number): string {
	if (n < 20) return SMALL[n];
	if (n < 100) {
		const ten = Math.floor(n / 10);
		// 70 and 90 go on counting from 60 and 80.
		const one = ten === 7 || ten === 9 ? n - (ten - 1) * 10 : n % 10;
		if (one === 0) return TENS[ten];
		return TENS[ten] + ((one === 1 || one === 11) && ten < 8 ? ' et ' : ' ') + SMALL[one];
	}
	const head = n < 200 ? 'cent' : `${SMALL[Math.floor(n / 100)]} cent`;
	return head + (n % 100 ? ' ' + hundreds(n % 100) : '');
}

function cardinal(n: number): string[] {
	const [billions, millions, thousand, rest] = thousands(n);
	const words: string[] = [];
	if (billions) words.push(billions === 1 ? 'un milliard' : `${hundreds(billions)} milliards`);
	if (millions) words.push(millions === 1 ? 'un million' : `${hundreds(millions)} millions`);
	if (thousand) words.push(thousand === 1 ? 'mille' : `${hundreds(thousand)} mille`);
	if (rest || !words.length) words.push(hundreds(rest));
	const readings = [words.join(' ')];
	if (n < 70 && n % 10 === 1 && n !== 11) readings.push(words.join(' ') + 'e');
	if (n >= 1100 && n < 2000)
		readings.push(`${SMALL[Math.floor(n / 100)]} cent` + (n % 100 ? ' ' + hundreds(n % 100) : ''));
	return readings;
}

/** "Dix heures trente", "dix heures et demie". */
function clock(hour: number, minute: number): string[] {
	const hours = hour === 1 ? 'une heure' : `${hundreds(hour)} heures`;
	if (!minute) return [hours];
	return [
		`${hours} ${hundreds(minute)}`,
		...(minute === 30 ? [`${hours} et demie`] : minute === 15 ? [`${hours} et quart`] : [])
	];
}

export const FRENCH: LanguageData = {
	letters: null,
	names: pairs(
		'a=a b=bé c=cé d=dé e=euh f=f g=gé h=h i=i j=j k=ka l=l m=m n=n o=o p=p q=q r=r s=s t=té u=u v=vé w=w x=x y=igrec z=z'
	),
	cardinal,
	point: 'virgule',
	million: ['mi', ['lions']],
	signs: pairs(
		'%=pour_cent &=et +=plus ==égal @=arobase #=dièse *=étoile /=slash .=point €=euros|euro $=dollars|dollar £=livres|livre °=degrés|degré №=numéro −=moins us$=dollars|dollar'
	),
	units: pairs(
		'km=kilomètres|kilomètre m=mètres|mètre cm=centimètres|centimètre mm=millimètres|millimètre ' +
			"km/h=kilomètres_heure|kilomètre_heure;kilomètres_à_l'heure m/s=mètres_par_seconde km²=kilomètres_carrés|kilomètre_carré " +
			'km2=kilomètres_carrés|kilomètre_carré m²=mètres_carrés|mètre_carré m2=mètres_carrés|mètre_carré m³=mètres_cubes|mètre_cube ' +
			'm3=mètres_cubes|mètre_cube ha=hectares|hectare kg=kilos|kilo;kilogrammes|kilogramme g=grammes|gramme mg=milligrammes|milligramme ' +
			't=tonnes|tonne l=litres|litre cl=centilitres|centilitre ml=millilitres|millilitre h=heures|heure min=minutes|minute ' +
			's=secondes|seconde ms=millisecondes|milliseconde ko=kilo_octets mo=méga_octets go=giga_octets;gigas to=téra_octets ' +
			'hz=hertz khz=kilohertz mhz=mégahertz ghz=gigahertz kw=kilowatts|kilowatt kwh=kilowatt_heures mw=mégawatts|mégawatt ' +
			'gw=gigawatts|gigawatt °c=degrés_celsius|degré_celsius;degrés|degré'
	),
	scales: pairs(
		"k=mille m=millions_d'|million_d' mio=millions_d'|million_d' md=milliards_d'|milliard_d' mds=milliards_d'|milliard_d' mrd=milliards_d'|milliard_d'"
	),
	fractions: pairs(
		'½=un_demi|et_demi;et_demie ¼=un_quart|un_quart;et_quart ¾=trois_quarts|trois_quarts ⅓=un_tiers|un_tiers ⅔=deux_tiers|deux_tiers'
	),
	counted: singular,
	ordinals: FRENCH_ORDINALS,
	clock,
	clockWords: null,
	vowelInEveryWord: true,
	words: ['a', 'à', 'y', 'ô'],
	abbreviations: pairs(
		'm=monsieur mm=messieurs mme=madame mlle=mademoiselle dr=docteur etc=et_cétéra pr=professeur st=saint ste=sainte pex=par_exemple'
	),
	foreign: null
};
