package io.cosymesh.backend.storage;

import java.nio.file.Path;
import java.time.Instant;
import java.util.function.IntSupplier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SweeperTests {

	@TempDir
	private Path directory;

	private final StaticListableBeanFactory retentions = new StaticListableBeanFactory();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	@Test
	void whatFailsKeepsNobodyElseFromSweeping(CapturedOutput log) {
		add("broken", () -> {
			throw new IllegalStateException("text of a voice");
		});
		add("jobs", () -> 3);
		add("prompts", () -> 0);
		Sweeper sweeper = new Sweeper(this.retentions.getBeanProvider(Retention.class),
				new DiskAudioStore(this.directory, () -> Instant.EPOCH), this.meters);
		sweeper.sweep();
		sweeper.sweep();
		assertThat(this.meters.counter("cosymesh.storage.swept", "what", "jobs").count()).isEqualTo(6);
		assertThat(this.meters.counter("cosymesh.storage.swept", "what", "prompts").count()).isZero();
		assertThat(this.meters.counter("cosymesh.storage.sweep.failures", "what", "broken").count()).isEqualTo(2);
		assertThat(log).contains("event=swept what=jobs deleted=3", "event=sweep-postponed what=broken")
			.doesNotContain("what=prompts", "text of a voice");
	}

	private void add(String name, IntSupplier work) {
		this.retentions.addBean(name, new Retention() {

			@Override
			public String name() {
				return name;
			}

			@Override
			public int sweep() {
				return work.getAsInt();
			}

		});
	}

}
