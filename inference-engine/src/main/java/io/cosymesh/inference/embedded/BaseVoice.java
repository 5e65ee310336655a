package io.cosymesh.inference.embedded;

import io.cosymesh.inference.text.Language;
import io.cosymesh.inference.text.Phrase;

/**
 * espeak-ng's voice for a language. Only names under which variants really apply are
 * used: {@code fr-fr} and {@code en-gb} ignore them, {@code cmn} reads pinyin as English.
 *
 * @param name what {@code -v} takes
 * @param calibration a sentence to measure the voice by
 */
record BaseVoice(String name, Phrase calibration) {

	static BaseVoice of(Language language) {
		return switch (language) {
			case ENGLISH ->
				voice(language, "en-us", "The morning train was late, so we walked along the river instead.");
			case BRITISH_ENGLISH ->
				voice(language, "en", "The morning train was late, so we walked along the river instead.");
			case CHINESE -> voice(language, "cmn-latn-pinyin", "昨天晚上下了一场大雨，今天早上的空气特别新鲜。");
			case CANTONESE -> voice(language, "yue", "今日天氣好好，我哋一齊去公園行吓啦。");
			case JAPANESE -> voice(language, "ja", "あしたは ともだちと うみへ いって、おいしい さかなを たべます。");
			case KOREAN -> voice(language, "ko", "내일은 친구들과 함께 바다에 가서 맛있는 생선을 먹을 거예요.");
			case GERMAN ->
				voice(language, "de", "Der Zug kam heute Morgen zu spät, darum gingen wir am Fluss entlang.");
			case FRENCH ->
				voice(language, "roa/fr", "Le train du matin était en retard, alors nous avons longé la rivière.");
			case SPANISH -> voice(language, "es", "El tren de la mañana llegó tarde y caminamos junto al río.");
			case LATIN_AMERICAN_SPANISH ->
				voice(language, "es-419", "El tren de la mañana llegó tarde y caminamos junto al río.");
			case ITALIAN ->
				voice(language, "it", "Il treno del mattino era in ritardo e abbiamo camminato lungo il fiume.");
			case PORTUGUESE -> voice(language, "pt", "O comboio da manhã chegou tarde e fomos a pé ao longo do rio.");
			case BRAZILIAN_PORTUGUESE ->
				voice(language, "pt-br", "O trem da manhã chegou tarde e fomos a pé ao longo do rio.");
			case RUSSIAN -> voice(language, "ru", "Утренний поезд опоздал, и мы пошли пешком вдоль реки.");
			case NORWEGIAN -> voice(language, "nb", "Morgentoget var forsinket, så vi gikk langs elven i stedet.");
			case DUTCH -> voice(language, "nl", "De ochtendtrein was te laat, dus liepen we langs de rivier.");
			case POLISH -> voice(language, "pl", "Poranny pociąg się spóźnił, więc poszliśmy pieszo wzdłuż rzeki.");
			case SWEDISH -> voice(language, "sv", "Morgontåget var försenat, så vi gick längs floden i stället.");
			case DANISH -> voice(language, "da", "Morgentoget var forsinket, så vi gik langs floden i stedet.");
			case FINNISH -> voice(language, "fi", "Aamujuna oli myöhässä, joten kävelimme joen vartta pitkin.");
			case CZECH -> voice(language, "cs", "Ranní vlak měl zpoždění, a tak jsme šli pěšky podél řeky.");
			case TURKISH -> voice(language, "tr", "Sabah treni gecikti, biz de nehir boyunca yürüdük.");
			case UKRAINIAN -> voice(language, "uk", "Ранковий потяг запізнився, і ми пішли пішки вздовж річки.");
			case GREEK -> voice(language, "el", "Το πρωινό τρένο άργησε και περπατήσαμε δίπλα στο ποτάμι.");
			case HUNGARIAN -> voice(language, "hu", "A reggeli vonat késett, ezért gyalog mentünk a folyó mentén.");
			case ROMANIAN -> voice(language, "ro", "Trenul de dimineață a întârziat, așa că am mers pe malul râului.");
			case CATALAN -> voice(language, "ca", "El tren del matí va arribar tard i vam caminar vora el riu.");
			case HINDI -> voice(language, "hi", "सुबह की गाड़ी देर से आई, इसलिए हम नदी के किनारे पैदल चले।");
			case INDONESIAN -> voice(language, "id", "Kereta pagi terlambat, jadi kami berjalan kaki di tepi sungai.");
			case VIETNAMESE -> voice(language, "vi", "Chuyến tàu sáng đến muộn nên chúng tôi đi bộ dọc bờ sông.");
		};
	}

	private static BaseVoice voice(Language language, String name, String calibration) {
		return new BaseVoice(name, new Phrase(language, calibration));
	}

}
