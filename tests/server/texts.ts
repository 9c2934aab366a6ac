// Some fifty words and more of a few languages, as somebody would say them.

export const french =
	'Bonjour à toutes et à tous, et bienvenue dans notre émission. Aujourd’hui nous parlons du pain, de la farine et de ' +
	'tous ceux qui se lèvent avant le soleil pour le faire. Mon invitée travaille dans une boulangerie depuis vingt ans, ' +
	'elle connaît chaque four de la ville, et elle nous raconte pourquoi une bonne pâte a besoin de temps plus que de force.';

export const others: Record<string, string> = {
	de:
		'Herzlich willkommen zu unserer neuen Folge. Heute sprechen wir über den Hafen und die Gezeiten, und warum die ' +
		'Fischer schon vor Sonnenaufgang auf das Meer hinausfahren müssen. Zu Gast ist eine Frau, die dort ihr ganzes Leben ' +
		'verbracht hat und jede Strömung kennt. Sie erzählt uns von langen Nächten und von der Ruhe danach.',
	it:
		'Ciao a tutti e benvenuti a questa nuova puntata. Oggi parliamo di montagna, di sentieri e di quello che succede ' +
		'quando il tempo cambia in pochi minuti. Con me c’è una guida che accompagna le persone da più di dieci anni, e che ci ' +
		'spiega perché è sempre meglio partire presto, anche quando il cielo sembra sereno.',
	es:
		'Hola a todos y bienvenidos a un nuevo episodio. Hoy vamos a hablar de los libros que leímos cuando éramos niños y ' +
		'de por qué algunos se quedan con nosotros toda la vida. Nuestra invitada escribe cuentos desde hace muchos años, y ' +
		'dice que lo más difícil no es empezar, sino saber dónde hay que terminar la historia.',
	pt:
		'Olá a todos e sejam bem-vindos a mais um episódio. Hoje vamos falar sobre as ruas da cidade, as pessoas que moram ' +
		'nelas e as coisas que mudaram nos últimos anos. Comigo está uma professora que conhece o bairro muito bem, e ela vai ' +
		'contar para nós como era a vida ali quando ainda não havia carros nem lojas grandes.',
	ru:
		'Здравствуйте, дорогие друзья, и добро пожаловать в новый выпуск. Сегодня мы говорим о том, как люди учатся слушать ' +
		'друг друга, и почему это бывает так трудно. У нас в гостях женщина, которая уже много лет работает в школе, и она ' +
		'рассказывает, что самые тихие дети часто знают больше всех, если их вовремя спросить об этом.',
	el:
		'Καλησπέρα σε όλους και καλώς ήρθατε σε ένα ακόμη επεισόδιο. Σήμερα μιλάμε για τη θάλασσα και για τους ανθρώπους που ' +
		'ζουν από αυτήν. Μαζί μας είναι μια γυναίκα που μεγάλωσε σε ένα μικρό νησί και θυμάται πώς ήταν η ζωή εκεί όταν δεν ' +
		'υπήρχαν ακόμη δρόμοι, και τα καράβια έρχονταν μόνο μια φορά την εβδομάδα από τον Πειραιά.'
};
