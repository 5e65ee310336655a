package io.cosymesh.audio.decode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.BiConsumer;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class WavFileTests {

	private static final float[] SAMPLES = { 0, 0.5f, -0.5f, 0.25f, -1, 0.75f };

	private static final byte[] SUBTYPE_TAIL = { 0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38,
			(byte) 0x9B, 0x71 };

	@ParameterizedTest
	@CsvSource({ "1, 8, PCM_U8", "1, 16, PCM_S16LE", "1, 24, PCM_S24LE", "1, 32, PCM_S32LE", "3, 32, PCM_F32LE",
			"3, 64, PCM_F64LE" })
	void readsEveryLinearEncodingPlainAndExtensible(int tag, int bits, SampleEncoding expected) throws Exception {
		for (boolean extensible : new boolean[] { false, true }) {
			for (int channels : new int[] { 1, 2, 6 }) {
				byte[] file = riff(fmt(tag, bits, channels, extensible), data(encode(tag, bits, channels), -1));
				WavFile wav = WavFile.parse(file);
				assertThat(wav.format().encoding()).contains(expected);
				assertThat(wav.format().sampleRate()).isEqualTo(24_000);
				assertThat(wav.mono(expected).orElseThrow()).usingComparatorWithPrecision(0.01f)
					.containsExactly(SAMPLES);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "PCM_ALAW", "PCM_MULAW" })
	void companded256CodesDecodeAsTheJdkDoes(SampleEncoding encoding) throws Exception {
		byte[] codes = new byte[256];
		for (int code = 0; code < 256; code++) {
			codes[code] = (byte) code;
		}
		boolean alaw = encoding == SampleEncoding.PCM_ALAW;
		byte[] file = riff(fmt(alaw ? 6 : 7, 8, 1, false), data(codes, -1));
		float[] decoded = WavFile.parse(file).mono(encoding).orElseThrow();
		AudioFormat.Encoding source = alaw ? AudioFormat.Encoding.ALAW : AudioFormat.Encoding.ULAW;
		AudioInputStream oracle = AudioSystem.getAudioInputStream(new AudioFormat(16_000, 16, 1, true, false),
				new AudioInputStream(new ByteArrayInputStream(codes),
						new AudioFormat(source, 16_000, 8, 1, 1, 16_000, false), 256));
		ByteBuffer pcm = ByteBuffer.wrap(oracle.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
		for (int code = 0; code < 256; code++) {
			assertThat(decoded[code] * 32768f).as("code %d", code).isCloseTo(pcm.getShort(2 * code), within(8f));
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 0xFFFF_FFFFL, 0x7FFF_F024L, 1_000 })
	void readsToTheEndWhenTheHeaderDoesNotKnowTheSize(long claimed) throws Exception {
		byte[] file = riff(fmt(1, 16, 1, false), data(encode(1, 16, 1), claimed));
		assertThat(WavFile.parse(file).mono(SampleEncoding.PCM_S16LE).orElseThrow()).hasSize(SAMPLES.length);
	}

	@Test
	void skipsChunksOfOddLengthAndIgnoresWhatFollowsTheSamples() throws Exception {
		byte[] file = riff(chunk("LIST", new byte[7], -1), chunk("bext", new byte[600], -1), fmt(1, 16, 1, false),
				chunk("fact", new byte[4], -1), data(encode(1, 16, 1), -1), chunk("LIST", new byte[31], -1));
		assertThat(WavFile.parse(file).mono(SampleEncoding.PCM_S16LE).orElseThrow()).hasSize(SAMPLES.length);
	}

	@Test
	void takesTheSizeOfRf64FromItsOwnChunk() throws Exception {
		byte[] sizes = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN).putLong(0).putLong(8).array();
		byte[] file = riff(chunk("ds64", sizes, -1), fmt(1, 16, 1, false), data(encode(1, 16, 1), 0xFFFF_FFFFL));
		file[2] = '6';
		file[3] = '4';
		file[1] = 'F';
		assertThat(WavFile.startsLikeOne(file)).isTrue();
		assertThat(WavFile.parse(file).mono(SampleEncoding.PCM_S16LE).orElseThrow()).hasSize(4);
	}

	@Test
	void leavesOtherCodecsToOthers() throws Exception {
		assertThat(WavFile.parse(riff(fmt(2, 4, 1, false), data(new byte[8], -1))).format().encoding()).isEmpty();
	}

	@Test
	void notANumberIsNoSample() throws Exception {
		byte[] nan = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(Float.NaN).array();
		WavFile wav = WavFile.parse(riff(fmt(3, 32, 1, false), data(nan, -1)));
		assertThat(wav.mono(SampleEncoding.PCM_F32LE)).isEmpty();
	}

	@Test
	void saysWhatIsMissing() {
		assertThatExceptionOfType(MalformedWavException.class)
			.isThrownBy(() -> WavFile.parse(riff(fmt(1, 16, 1, false))))
			.withMessage("it holds no samples");
		assertThatExceptionOfType(MalformedWavException.class)
			.isThrownBy(() -> WavFile.parse(riff(chunk("fmt ", new byte[4], -1))))
			.withMessage("its format chunk is cut short");
		assertThatExceptionOfType(MalformedWavException.class)
			.isThrownBy(() -> WavFile.parse(riff(fmt(1, 16, 0, false))))
			.withMessage("its header claims no channel");
	}

	@Test
	void everyPrefixOfAFileIsReadOrRefusedButNeverCrashes() throws Exception {
		byte[] file = riff(chunk("LIST", new byte[7], -1), fmt(0xFFFE, 16, 2, true), data(encode(1, 16, 2), -1));
		for (int length = 12; length < file.length; length++) {
			try {
				WavFile wav = WavFile.parse(java.util.Arrays.copyOf(file, length));
				wav.format().encoding().ifPresent((encoding) -> assertThat(wav.mono(encoding)).isPresent());
			}
			catch (MalformedWavException ex) {
				assertThat(ex).hasMessageStartingWith("it");
			}
		}
	}

	private static byte[] encode(int tag, int bits, int channels) {
		ByteBuffer buffer = ByteBuffer.allocate(SAMPLES.length * channels * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
		BiConsumer<ByteBuffer, Float> writer = switch (tag * 100 + bits) {
			case 108 -> (data, value) -> data.put((byte) (128 + Math.clamp(Math.round(value * 128), -128, 127)));
			case 116 -> (data, value) -> data.putShort((short) (value * 32767));
			case 124 -> (data, value) -> {
				int sample = (int) (value * 8388607);
				data.put((byte) sample).put((byte) (sample >> 8)).put((byte) (sample >> 16));
			};
			case 132 -> (data, value) -> data.putInt((int) (value * 2147483647.0));
			case 332 -> ByteBuffer::putFloat;
			case 364 -> (data, value) -> data.putDouble(value);
			default -> throw new IllegalArgumentException();
		};
		for (float sample : SAMPLES) {
			for (int channel = 0; channel < channels; channel++) {
				writer.accept(buffer, sample);
			}
		}
		return buffer.array();
	}

	private static byte[] fmt(int tag, int bits, int channels, boolean extensible) {
		ByteBuffer fmt = ByteBuffer.allocate(extensible ? 40 : 16).order(ByteOrder.LITTLE_ENDIAN);
		int block = channels * bits / 8;
		fmt.putShort((short) (extensible ? 0xFFFE : tag)).putShort((short) channels);
		fmt.putInt(24_000).putInt(24_000 * block).putShort((short) block).putShort((short) bits);
		if (extensible) {
			fmt.putShort((short) 22).putShort((short) bits).putInt(0).putShort((short) tag).put(SUBTYPE_TAIL);
		}
		return chunk("fmt ", fmt.array(), -1);
	}

	private static byte[] data(byte[] samples, long claimed) {
		return chunk("data", samples, claimed);
	}

	private static byte[] chunk(String id, byte[] content, long claimed) {
		ByteBuffer chunk = ByteBuffer.allocate(8 + content.length + (content.length & 1))
			.order(ByteOrder.LITTLE_ENDIAN);
		return chunk.put(id.getBytes()).putInt((int) ((claimed < 0) ? content.length : claimed)).put(content).array();
	}

	private static byte[] riff(byte[]... chunks) {
		ByteArrayOutputStream file = new ByteArrayOutputStream();
		file.writeBytes("RIFF\0\0\0\0WAVE".getBytes());
		for (byte[] chunk : chunks) {
			file.writeBytes(chunk);
		}
		return file.toByteArray();
	}

}
