package io.cosymesh.backend.storage;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class AudioElsewhereTests {

	private static final S3Properties NO_BUCKET = s3("");

	@TempDir
	private Path directory;

	@Test
	void audioBesideTheDatabaseNeedsNoNote() {
		note(this.directory.resolve("other"), NO_BUCKET);
		note(this.directory, NO_BUCKET);
		assertThat(this.directory.resolve("audio.elsewhere")).doesNotExist();
	}

	@Test
	void audioOnAnotherDiskIsNoted() {
		Path other = this.directory.resolve("other");
		note(other, NO_BUCKET);
		assertThat(this.directory.resolve("audio.elsewhere")).hasContent(other.toString());
	}

	@Test
	void audioInABucketIsNoted() {
		note(this.directory, s3("voices"));
		assertThat(this.directory.resolve("audio.elsewhere")).hasContent("the bucket voices");
	}

	private void note(Path audio, S3Properties s3) {
		AudioElsewhere
			.note(new StorageProperties(this.directory, audio, Duration.ofMinutes(10), Duration.ofSeconds(10)), s3);
	}

	private static S3Properties s3(String bucket) {
		MockEnvironment environment = new MockEnvironment().withProperty("cosymesh.storage.s3.bucket", bucket);
		return Binder.get(environment).bindOrCreate("cosymesh.storage.s3", S3Properties.class);
	}

}
