package io.cosymesh.audio.decode;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Tells whoever sent a file that is no recording what it is instead. Only for the words
 * of a refusal: nothing is let in by what this finds.
 */
final class Impostor {

	/** Bytes that suffice to recognise one. */
	static final int HEAD = 1024;

	private static final String UNKNOWN = "it begins like no known audio file";

	private static final Map<String, String> SIGNATURES = Map.ofEntries(Map.entry("PK\u0003\u0004", "a ZIP archive"),
			Map.entry("\u001F\u008B", "a gzip archive"), Map.entry("Rar!", "a RAR archive"),
			Map.entry("7z\u00BC\u00AF", "a 7z archive"), Map.entry("%PDF", "a PDF document"),
			Map.entry("\u0089PNG", "a picture (PNG)"), Map.entry("\u00FF\u00D8\u00FF", "a picture (JPEG)"),
			Map.entry("GIF8", "a picture (GIF)"), Map.entry("\u007FELF", "a program"), Map.entry("MZ", "a program"),
			Map.entry("MThd", "a MIDI file, which holds notes and no sound"),
			Map.entry("0&\u00B2u", "a Windows Media file"), Map.entry("FLV\u0001", "a Flash video"));

	private static final Map<String, String> TEXTS = Map.ofEntries(Map.entry("#extm3u", "a playlist (M3U)"),
			Map.entry("[playlist]", "a playlist (PLS)"), Map.entry("ffconcat", "an ffconcat script"),
			Map.entry("<asx", "a playlist (ASX)"), Map.entry("<smil", "a playlist (SMIL)"),
			Map.entry("<mpd", "a playlist (DASH)"), Map.entry("<svg", "a picture (SVG)"),
			Map.entry("<!doctype html", "a web page"), Map.entry("<html", "a web page"),
			Map.entry("v=0\r\no=", "a session description (SDP)"), Map.entry("#!/", "a script"));

	private Impostor() {
	}

	/**
	 * Describes a file that no container begins like.
	 * @param head its first bytes, up to {@link #HEAD}
	 * @return completes "the recording can't be read as audio:"
	 */
	static String describe(byte[] head) {
		String start = new String(head, StandardCharsets.ISO_8859_1);
		if (start.chars().allMatch((character) -> character == 0)) {
			return "it begins with nothing but zeros";
		}
		if (start.startsWith("RIFF") && start.length() >= 12) {
			return "it is a RIFF file of another kind (%s)".formatted(printable(start.substring(8, 12)));
		}
		for (Map.Entry<String, String> signature : SIGNATURES.entrySet()) {
			if (start.startsWith(signature.getKey())) {
				return "it is " + signature.getValue();
			}
		}
		return isText(start) ? "it is " + text(start) : UNKNOWN;
	}

	private static String text(String start) {
		String words = start.replace("\u00EF\u00BB\u00BF", "").strip().toLowerCase(Locale.ROOT);
		String body = words.startsWith("<?xml") ? words.substring(words.indexOf('>') + 1).strip() : words;
		for (Map.Entry<String, String> text : TEXTS.entrySet()) {
			if (body.startsWith(text.getKey())) {
				return text.getValue();
			}
		}
		return "a text file";
	}

	private static boolean isText(String start) {
		return start.chars()
			.allMatch((character) -> character >= ' ' || character == '\n' || character == '\r' || character == '\t');
	}

	private static String printable(String text) {
		return text.chars().allMatch((character) -> character >= ' ' && character < 0x7F) ? text : "unnamed";
	}

}
