package io.cosymesh.audio.encode;

import java.util.List;

import io.cosymesh.contracts.audio.AudioFormat;

/**
 * Thrown when a format is asked for whose tools this machine lacks.
 */
public final class EncoderMissingException extends RuntimeException {

	private final AudioFormat format;

	private final List<String> tools;

	EncoderMissingException(AudioFormat format, List<String> tools) {
		super("%s needs %s".formatted(format, tools));
		this.format = format;
		this.tools = List.copyOf(tools);
	}

	/**
	 * Returns what was asked for.
	 * @return the format
	 */
	public AudioFormat format() {
		return this.format;
	}

	/**
	 * Returns what is missing.
	 * @return names of the tools
	 */
	public List<String> tools() {
		return this.tools;
	}

}
