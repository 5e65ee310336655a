package io.cosymesh.contracts;

import java.util.Arrays;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A short piece of audio that travels inside a message, base64 in JSON. Never prints its
 * content: a recording is somebody's voice.
 */
public final class AudioBytes {

	private final byte[] bytes;

	private AudioBytes(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Wraps a copy of the given bytes.
	 * @param bytes the audio
	 * @return the audio, immutable
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static AudioBytes of(byte[] bytes) {
		return new AudioBytes(bytes.clone());
	}

	/**
	 * Returns a copy of the bytes.
	 * @return the audio
	 */
	@JsonValue
	public byte[] toByteArray() {
		return this.bytes.clone();
	}

	/**
	 * Returns the number of bytes.
	 * @return the length
	 */
	public int length() {
		return this.bytes.length;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof AudioBytes that && Arrays.equals(this.bytes, that.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	@Override
	public String toString() {
		return "AudioBytes[" + this.bytes.length + " bytes]";
	}

}
