package io.cosymesh.mesh.connection;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FrameBudgetTests {

	private final FrameBudget budget = new FrameBudget(2, Duration.ofSeconds(30), 0);

	@Test
	void framesWithinTheBudgetPass() {
		assertThat(this.budget.take(1)).isTrue();
		assertThat(this.budget.take(2)).isTrue();
		assertThat(this.budget.take(3)).isFalse();
	}

	@Test
	void nextWindowHasABudgetOfItsOwn() {
		for (int frames = 0; frames < 3; frames++) {
			this.budget.take(1);
		}
		long later = Duration.ofSeconds(30).toNanos();
		assertThat(this.budget.take(later)).isTrue();
		assertThat(this.budget.take(later)).isTrue();
		assertThat(this.budget.take(later)).isFalse();
	}

}
