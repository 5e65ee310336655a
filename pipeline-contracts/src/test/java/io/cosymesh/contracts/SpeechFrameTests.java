package io.cosymesh.contracts;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.contracts.inference.SentenceMark;
import io.cosymesh.contracts.inference.SpeechFrame;
import io.cosymesh.contracts.inference.SpeechFrameReader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SpeechFrameTests {

	private static final SentenceMark MARK = new SentenceMark("你好, secret!", 24_000, 5_000_000_000L);

	private final byte[] wire = wire();

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 5, 7, 16, 1_000 })
	void framesAreReadHoweverTheyAreCut(int size) {
		SpeechFrameReader reader = new SpeechFrameReader();
		ByteArrayOutputStream audio = new ByteArrayOutputStream();
		List<SentenceMark> marks = new ArrayList<>();
		for (int i = 0; i < this.wire.length; i += size) {
			for (SpeechFrame frame : reader
				.read(Arrays.copyOfRange(this.wire, i, Math.min(this.wire.length, i + size)))) {
				switch (frame) {
					case SpeechFrame.Audio piece -> audio.writeBytes(piece.pcm().toByteArray());
					case SpeechFrame.Sentence sentence -> {
						assertThat(audio.size()).isEqualTo(marks.isEmpty() ? 3 : 5);
						marks.add(sentence.mark());
					}
				}
			}
		}
		reader.finish();
		assertThat(audio.toByteArray()).containsExactly(1, 2, 3, 4, 5);
		assertThat(marks).containsExactly(MARK, new SentenceMark("", 0, 0));
	}

	@Test
	void streamThatEndsWithinAFrameIsNotWhole() {
		for (int length = 0; length < 8; length++) {
			SpeechFrameReader reader = new SpeechFrameReader();
			reader.read(Arrays.copyOf(this.wire, length));
			if (length > 0) {
				assertThatIllegalArgumentException().isThrownBy(reader::finish);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "0200000001", "00ffffffff", "0100000001", "0100ffffff", "7b22747970" })
	void whatIsNoFrameIsRefused(String head) {
		byte[] bytes = HexFormat.of().parseHex(head);
		assertThatIllegalArgumentException().isThrownBy(() -> new SpeechFrameReader().read(bytes))
			.withMessageStartingWith("No frame has kind");
	}

	@Test
	void markThatEndsBeforeItBeginsDoesNotExist() {
		assertThatIllegalArgumentException().isThrownBy(() -> new SentenceMark("a", 2, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new SentenceMark("a", -1, 1));
	}

	@Test
	void wordsAreNotPrinted() {
		assertThat(MARK.toString() + new SpeechFrame.Sentence(MARK)).doesNotContain("secret");
	}

	private static byte[] wire() {
		ByteArrayOutputStream wire = new ByteArrayOutputStream();
		wire.writeBytes(new SpeechFrame.Audio(AudioBytes.of(new byte[] { 1, 2, 3 })).toByteArray());
		wire.writeBytes(new SpeechFrame.Sentence(MARK).toByteArray());
		wire.writeBytes(new SpeechFrame.Audio(AudioBytes.of(new byte[0])).toByteArray());
		wire.writeBytes(new SpeechFrame.Audio(AudioBytes.of(new byte[] { 4, 5 })).toByteArray());
		wire.writeBytes(new SpeechFrame.Sentence(new SentenceMark("", 0, 0)).toByteArray());
		return wire.toByteArray();
	}

}
