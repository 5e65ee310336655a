package io.cosymesh.backend.storage;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What every audio store does.
 */
abstract class AudioStoreContract {

	static final byte[] PCM = { 1, 2, 3, 4 };

	private static final int FIVE_MEGABYTES = 5 << 20;

	abstract AudioStore store();

	/** Puts something else where audio is kept. */
	abstract void damage(AudioKey key, byte[] instead);

	@Test
	void audioIsFoundByItsContentAndKeptOnce() {
		AudioKey key = store().store("prompts", PCM);
		assertThat(key.sha256()).isEqualTo("9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a");
		assertThat(store().store("prompts", PCM)).isEqualTo(key);
		assertThat(store().read(key)).hasValue(PCM);
		assertThat(store().contains(key)).isTrue();
		assertThat(store().list("prompts")).singleElement().satisfies((audio) -> {
			assertThat(audio.key()).isEqualTo(key);
			assertThat(audio.bytes()).isEqualTo(PCM.length);
		});
	}

	@Test
	void longAudioComesBackAsItWas() {
		byte[] audio = new byte[FIVE_MEGABYTES];
		new Random(7).nextBytes(audio);
		assertThat(store().read(store().store("prompts", audio))).hasValue(audio);
	}

	@Test
	void emptyAudioIsAudio() {
		assertThat(store().read(store().store("prompts", new byte[0]))).hasValue(new byte[0]);
	}

	@Test
	void deletedAudioIsGone() {
		AudioKey key = store().store("prompts", PCM);
		store().delete(key);
		assertThat(store().read(key)).isEmpty();
		assertThat(store().contains(key)).isFalse();
		assertThat(store().list("prompts")).isEmpty();
		store().delete(key);
	}

	@Test
	void whatWasNeverThereIsNotFound() {
		AudioKey key = new AudioKey("prompts", "0".repeat(64));
		assertThat(store().read(key)).isEmpty();
		assertThat(store().contains(key)).isFalse();
		assertThatCode(() -> store().delete(key)).doesNotThrowAnyException();
		assertThat(store().list("nothing")).isEmpty();
		assertThatCode(() -> store().deleteRests()).doesNotThrowAnyException();
		assertThatCode(() -> store().check()).doesNotThrowAnyException();
	}

	@Test
	void foldersAreKeptApart() {
		AudioKey prompt = store().store("prompts", PCM);
		AudioKey one = store().store("jobs/b6c1", PCM);
		AudioKey other = store().store("jobs/b6c2", PCM);
		assertThat(store().list("prompts")).extracting(StoredAudio::key).containsExactly(prompt);
		assertThat(store().list("jobs")).extracting(StoredAudio::key).containsExactlyInAnyOrder(one, other);
		assertThat(store().list("jobs/b6c1")).extracting(StoredAudio::key).containsExactly(one);
		store().delete(one);
		assertThat(store().read(other)).hasValue(PCM);
		assertThat(store().read(prompt)).hasValue(PCM);
	}

	@Test
	void manyAreListedWhole() {
		List<AudioKey> keys = IntStream.range(0, 30)
			.mapToObj((i) -> store().store("jobs/many", new byte[] { (byte) i }))
			.toList();
		assertThat(store().list("jobs")).extracting(StoredAudio::key).containsExactlyInAnyOrderElementsOf(keys);
	}

	@Test
	void damagedAudioIsNotReturned() {
		AudioKey key = store().store("prompts", PCM);
		damage(key, new byte[] { 9 });
		assertThatExceptionOfType(StorageException.Damaged.class).isThrownBy(() -> store().read(key))
			.withMessageContaining("is damaged");
	}

}
