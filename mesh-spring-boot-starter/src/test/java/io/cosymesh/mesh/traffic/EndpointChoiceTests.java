package io.cosymesh.mesh.traffic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointChoiceTests {

	private final VirtualTime clock = new VirtualTime();

	private final Endpoint one = Replicas.at("127.0.0.1", this.clock.time());

	private final Endpoint two = Replicas.at("127.0.0.2", this.clock.time());

	private final Endpoint three = Replicas.at("127.0.0.3", this.clock.time());

	private final EndpointChoice choice = new EndpointChoice(Replicas.random());

	@Test
	void fasterOfTwoIsTaken() {
		this.one.observe(Duration.ofMillis(200));
		assertThat(this.choice.of(List.of(this.one, this.two), Set.of())).contains(this.two);
	}

	@Test
	void fasterOneIsSparedWhenItHasTooMuchToDo() {
		this.one.observe(Duration.ofMillis(100));
		this.two.observe(Duration.ofMillis(40));
		this.two.begin();
		this.two.begin();
		assertThat(this.choice.of(List.of(this.one, this.two), Set.of())).contains(this.one);
	}

	@Test
	void slowestOfThreeIsNeverTakenAndTheOthersShare() {
		this.three.observe(Duration.ofSeconds(1));
		Map<Endpoint, Integer> taken = new HashMap<>();
		for (int request = 0; request < 1000; request++) {
			Endpoint chosen = this.choice.of(List.of(this.one, this.two, this.three), Set.of()).orElseThrow();
			chosen.begin();
			taken.merge(chosen, 1, Integer::sum);
			if (request % 2 == 1) {
				this.one.end();
				this.two.end();
			}
		}
		assertThat(taken).doesNotContainKey(this.three);
		assertThat(taken.get(this.one)).isBetween(350, 650);
	}

	@Test
	void oneThatFailedTheRequestBeforeIsTheLastResort() {
		this.two.observe(Duration.ofSeconds(3));
		assertThat(this.choice.of(List.of(this.one, this.two), Set.of(this.one))).contains(this.two);
		assertThat(this.choice.of(List.of(this.one), Set.of(this.one))).contains(this.one);
	}

	@Test
	void openOneIsLeftAloneAndNobodyIsForced() {
		for (int failure = 0; failure < 7; failure++) {
			this.one.breaker().failed(Replicas.FAILURE);
		}
		assertThat(this.choice.of(List.of(this.one, this.two), Set.of())).contains(this.two);
		assertThat(this.choice.of(List.of(this.one), Set.of())).isEmpty();
	}

	@Test
	void ejectedOneIsAttemptedOnlyIfThereIsNoOther() {
		this.one.breaker().unreachable();
		assertThat(this.choice.of(List.of(this.one, this.two), Set.of())).contains(this.two);
		assertThat(this.choice.of(List.of(this.one), Set.of())).contains(this.one);
		assertThat(this.choice.of(List.of(this.one), Set.of())).isEmpty();
	}

	@Test
	void nobodyToChooseFromIsNobody() {
		assertThat(this.choice.of(List.of(), Set.of())).isEmpty();
	}

}
