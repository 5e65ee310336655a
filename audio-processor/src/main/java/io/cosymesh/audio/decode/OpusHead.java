package io.cosymesh.audio.decode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The Opus identification header, in OGG, WebM and MP4 alike (RFC 7845 §5.1). Opus is
 * decoded at 48 kHz whatever went in; only this header tells what did.
 */
final class OpusHead {

	private static final String MAGIC = "OpusHead";

	private static final int SEARCHED = 65_536;

	private static final int RATE_OFFSET = 12;

	private OpusHead() {
	}

	static OptionalLong inputSampleRate(Path file) throws IOException {
		byte[] start;
		try (InputStream input = Files.newInputStream(file)) {
			start = input.readNBytes(SEARCHED);
		}
		int found = new String(start, StandardCharsets.ISO_8859_1).indexOf(MAGIC);
		if (found < 0 || found + RATE_OFFSET + Integer.BYTES > start.length) {
			return OptionalLong.empty();
		}
		ByteBuffer bytes = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
		long rate = Integer.toUnsignedLong(bytes.getInt(found + RATE_OFFSET));
		return (rate > 0) ? OptionalLong.of(rate) : OptionalLong.empty();
	}

}
