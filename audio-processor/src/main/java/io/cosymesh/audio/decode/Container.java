package io.cosymesh.audio.decode;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Containers that are read, each recognised by its first bytes alone. What is none of
 * them never reaches a codec, and a codec is told which one it gets and guesses nothing.
 */
enum Container {

	WAV("WAV", "wav", false),

	W64("W64", "w64", false),

	AIFF("AIFF", "aiff", false),

	CAF("CAF", "caf", false),

	MP3("MP3", "mp3", false),

	ADTS("AAC", "aac", false),

	MP4("MP4", "mov", true),

	OGG("OGG", "ogg", false),

	MATROSKA("WebM", "matroska", false),

	FLAC("FLAC", "flac", true),

	AMR("AMR", "amr", false);

	/** Bytes that suffice to recognise one. */
	static final int HEAD = 16;

	private final String title;

	private final String demuxer;

	private final boolean exactAboutDuration;

	Container(String title, String demuxer, boolean exactAboutDuration) {
		this.title = title;
		this.demuxer = demuxer;
		this.exactAboutDuration = exactAboutDuration;
	}

	static Optional<Container> startingWith(byte[] head) {
		if (head.length < HEAD) {
			return Optional.empty();
		}
		String start = new String(head, StandardCharsets.ISO_8859_1);
		Container byName = switch (start.substring(0, 4)) {
			case "RIFF", "RF64", "BW64", "RIFX" -> start.startsWith("WAVE", 8) ? WAV : null;
			case "riff" -> W64;
			case "FORM" -> start.startsWith("AIF", 8) ? AIFF : null;
			case "caff" -> CAF;
			case "OggS" -> OGG;
			case "\u001AE\u00DF\u00A3" -> MATROSKA;
			case "fLaC" -> FLAC;
			case "#!AM" -> AMR;
			default -> null;
		};
		return Optional.ofNullable(byName).or(() -> atom(start.substring(4, 8))).or(() -> mpeg(head));
	}

	private static Optional<Container> atom(String type) {
		return switch (type) {
			case "ftyp", "moov", "mdat", "wide", "free", "skip" -> Optional.of(MP4);
			default -> Optional.empty();
		};
	}

	private static Optional<Container> mpeg(byte[] head) {
		if ((head[0] & 0xFF) != 0xFF || (head[1] & 0xE0) != 0xE0) {
			return Optional.empty();
		}
		boolean layerZero = (head[1] & 0x06) == 0;
		if (layerZero) {
			return ((head[1] & 0xF0) == 0xF0) ? Optional.of(ADTS) : Optional.empty();
		}
		boolean sane = (head[1] & 0x18) != 0x08 && (head[2] & 0xF0) != 0xF0 && (head[2] & 0x0C) != 0x0C;
		return sane ? Optional.of(MP3) : Optional.empty();
	}

	/**
	 * Returns the length of an ID3v2 tag, which may stand before MP3, AAC and FLAC.
	 * @param head the first bytes of a file
	 * @return its length, 0 when there is none
	 */
	static int tagLength(byte[] head) {
		if (head.length < HEAD || head[0] != 'I' || head[1] != 'D' || head[2] != '3') {
			return 0;
		}
		int content = (head[6] & 0x7F) << 21 | (head[7] & 0x7F) << 14 | (head[8] & 0x7F) << 7 | (head[9] & 0x7F);
		boolean footer = (head[5] & 0x10) != 0;
		return content + (footer ? 20 : 10);
	}

	String title() {
		return this.title;
	}

	String demuxer() {
		return this.demuxer;
	}

	/**
	 * Tells whether what the header says about the duration is no guess, so that a file
	 * with less must have been cut off.
	 * @return whether it is exact
	 */
	boolean exactAboutDuration() {
		return this.exactAboutDuration;
	}

}
