package io.cosymesh.inference.cosyvoice;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.inference.SyntheticSpeaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SoundReaderTests {

	private final byte[] pcm = StandInRuntime.pcm(SyntheticSpeaker.speak(150, 0.1));

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 1000, 100_000 })
	void rawPcmPassesUnchangedHoweverItIsCut(int piece) throws RuntimeFailureException {
		assertThat(read(new SoundReader(24_000), this.pcm, piece)).isEqualTo(this.pcm);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 45, 100_000 })
	void headerOfWavIsTakenOffHoweverItIsCut(int piece) throws RuntimeFailureException {
		assertThat(read(new SoundReader(8_000), Recording.of(this.pcm).wav(), piece)).isEqualTo(this.pcm);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 999, 100_000 })
	void otherRateIsConvertedTheSameHoweverItIsCut(int piece) throws RuntimeFailureException {
		byte[] whole = read(new SoundReader(12_000), this.pcm, 100_000);
		assertThat(whole).hasSize(2 * this.pcm.length);
		assertThat(read(new SoundReader(12_000), this.pcm, piece)).isEqualTo(whole);
	}

	@Test
	void nothingIsAFailure() {
		assertThatExceptionOfType(RuntimeFailureException.class)
			.isThrownBy(() -> read(new SoundReader(24_000), new byte[0], 1))
			.withMessage("The runtime sent no audio");
		assertThatExceptionOfType(RuntimeFailureException.class)
			.isThrownBy(() -> read(new SoundReader(24_000), Recording.of(new byte[0]).wav(), 50))
			.withMessage("The runtime sent no audio");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 999 })
	void oddNumberOfBytesIsAFailure(int bytes) {
		assertThatExceptionOfType(RuntimeFailureException.class)
			.isThrownBy(() -> read(new SoundReader(24_000), Arrays.copyOf(this.pcm, bytes), 2))
			.withMessage("The runtime broke off in the middle of a sample");
	}

	@Test
	void wavOfTwoChannelsIsAFailure() {
		byte[] stereo = Recording.of(this.pcm).wav();
		ByteBuffer.wrap(stereo).order(ByteOrder.LITTLE_ENDIAN).putShort(22, (short) 2);
		assertThatExceptionOfType(RuntimeFailureException.class)
			.isThrownBy(() -> read(new SoundReader(24_000), stereo, 64))
			.withMessage("The runtime sent WAV that is not 16-bit mono");
	}

	private static byte[] read(SoundReader reader, byte[] body, int piece) throws RuntimeFailureException {
		ByteArrayOutputStream sound = new ByteArrayOutputStream();
		for (int i = 0; i < body.length; i += piece) {
			sound.writeBytes(reader.read(Arrays.copyOfRange(body, i, Math.min(body.length, i + piece))));
		}
		sound.writeBytes(reader.finish());
		return sound.toByteArray();
	}

}
