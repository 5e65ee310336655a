package io.cosymesh.inference.cosyvoice;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

import io.cosymesh.inference.cosyvoice.CosyVoiceProperties.Recycling;
import io.cosymesh.inference.cosyvoice.RuntimeFailureException.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class RuntimeConditionTests {

	@TempDir
	private Path directory;

	private Path restarted;

	private RuntimeCondition condition;

	@BeforeEach
	void prepare() {
		this.restarted = this.directory.resolve("restarted");
		this.condition = condition("touch", this.restarted.toString());
		this.condition.works();
	}

	@Test
	void outOfOrderUntilTheFirstWord() {
		RuntimeCondition fresh = condition();
		assertThat(fresh.trouble()).contains("The runtime has not said a word yet");
		fresh.works();
		assertThat(fresh.trouble()).isEmpty();
	}

	@Test
	void failuresInARowRestartTheRuntime() {
		fail(Kind.WEDGED, 2);
		assertThat(this.condition.trouble()).isEmpty();
		assertThat(this.restarted).doesNotExist();
		fail(Kind.BROKEN, 1);
		assertThat(this.condition.trouble()).contains("3 requests in a row failed, the last one: Oops");
		assertThat(this.restarted).exists();
	}

	@Test
	void runtimeIsRestartedOnceForATrouble() throws Exception {
		fail(Kind.WEDGED, 3);
		Files.delete(this.restarted);
		fail(Kind.WEDGED, 5);
		assertThat(this.restarted).doesNotExist();
		this.condition.works();
		fail(Kind.WEDGED, 3);
		assertThat(this.restarted).exists();
	}

	@Test
	void successBreaksTheRow() {
		fail(Kind.WEDGED, 2);
		this.condition.works();
		fail(Kind.WEDGED, 2);
		assertThat(this.condition.trouble()).isEmpty();
	}

	@Test
	void refusalsAndOddLengthsAreNotHeldAgainstTheRuntime() {
		fail(Kind.REFUSED, 5);
		fail(Kind.IMPLAUSIBLE, 5);
		assertThat(this.condition.trouble()).isEmpty();
	}

	@Test
	void commandThatCannotBeRunChangesNothing() {
		RuntimeCondition unlucky = condition("/no/such/command");
		unlucky.works();
		for (int i = 0; i < 3; i++) {
			unlucky.failed(new RuntimeFailureException(Kind.WEDGED, "Oops"));
		}
		assertThat(unlucky.trouble()).isPresent();
	}

	private void fail(Kind kind, int times) {
		for (int i = 0; i < times; i++) {
			this.condition.failed(new RuntimeFailureException(kind, "Oops"));
		}
	}

	private static RuntimeCondition condition(String... command) {
		return new RuntimeCondition(new Recycling(3, List.of(command), null), Schedulers.immediate());
	}

}
