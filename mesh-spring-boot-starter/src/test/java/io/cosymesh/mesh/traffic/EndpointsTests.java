package io.cosymesh.mesh.traffic;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EndpointsTests {

	private static final DnsProperties DNS = new DnsProperties(Duration.ofSeconds(1), Duration.ofSeconds(30),
			Duration.ofSeconds(5));

	private final VirtualTime clock = new VirtualTime();

	private final AtomicInteger lookups = new AtomicInteger();

	private Mono<List<InetSocketAddress>> answer = Mono.empty();

	private final Endpoints endpoints = new Endpoints("echo", List.of(InetSocketAddress.createUnresolved("echo", 8443)),
			(_) -> {
				this.lookups.incrementAndGet();
				return this.answer;
			}, (address) -> new Endpoint(address, Replicas.breaker(this.clock.time(), new java.util.ArrayList<>()),
					new PeakEwma(this.clock.time())),
			DNS, this.clock.time());

	@Test
	void youngAnswerIsNotAskedForAgain() {
		names("127.0.0.1");
		current();
		current();
		assertThat(this.lookups).hasValue(1);
	}

	@Test
	void olderAnswerServesTheRequestThatHasItLookedUpAgain() {
		names("127.0.0.1");
		current();
		names("127.0.0.2");
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(current()).extracting(EndpointsTests::ip).containsExactly("127.0.0.1");
		assertThat(current()).extracting(EndpointsTests::ip).containsExactly("127.0.0.2");
	}

	@Test
	void oldAnswerIsLookedUpBeforeTheRequest() {
		names("127.0.0.1");
		current();
		names("127.0.0.2");
		this.clock.advance(Duration.ofSeconds(31));
		assertThat(current()).extracting(EndpointsTests::ip).containsExactly("127.0.0.2");
	}

	@Test
	void whatIsKnownOfAnAddressSurvives() {
		names("127.0.0.1", "127.0.0.2");
		Endpoint stays = current().getFirst();
		names("127.0.0.3", "127.0.0.1");
		this.clock.advance(Duration.ofSeconds(31));
		assertThat(current()).contains(stays).hasSize(2);
	}

	@Test
	void addressThatIsGoneKeepsItsStreamsAndIsKnownWhenItReturns() {
		names("127.0.0.1", "127.0.0.2");
		Endpoint leaves = current().getFirst();
		leaves.begin();
		names("127.0.0.2");
		this.clock.advance(Duration.ofSeconds(31));
		assertThat(current()).doesNotContain(leaves);
		assertThat(this.endpoints.draining()).containsExactly(leaves);
		names("127.0.0.1", "127.0.0.2");
		this.clock.advance(Duration.ofSeconds(31));
		assertThat(current()).contains(leaves);
		assertThat(this.endpoints.draining()).isEmpty();
	}

	@Test
	void drainedAddressIsForgotten() {
		names("127.0.0.1", "127.0.0.2");
		Endpoint leaves = current().getFirst();
		leaves.begin();
		names("127.0.0.2");
		this.clock.advance(Duration.ofSeconds(31));
		current();
		leaves.end();
		assertThat(this.endpoints.draining()).isEmpty();
	}

	@Test
	void lastAddressesStayWhileNamesCantBeLookedUp() {
		names("127.0.0.1");
		List<Endpoint> known = current();
		this.answer = Mono.error(new UnknownHostException("echo"));
		this.clock.advance(Duration.ofMinutes(10));
		assertThat(current()).isEqualTo(known);
		names("127.0.0.2");
		this.clock.advance(Duration.ofSeconds(31));
		assertThat(current()).extracting(EndpointsTests::ip).containsExactly("127.0.0.2");
	}

	@Test
	void nameThatWasNeverFoundIsAnErrorUntilItIs() {
		this.answer = Mono.error(new UnknownHostException("echo"));
		assertThatThrownBy(this::current).hasCauseInstanceOf(UnknownHostException.class);
		names("127.0.0.1");
		assertThat(current()).hasSize(1);
	}

	private void names(String... ips) {
		this.answer = Mono.just(Arrays.stream(ips).map((address) -> new InetSocketAddress(address, 8443)).toList());
	}

	private List<Endpoint> current() {
		return this.endpoints.current().block(Duration.ofSeconds(5));
	}

	private static String ip(Endpoint endpoint) {
		return endpoint.address().getAddress().getHostAddress();
	}

}
