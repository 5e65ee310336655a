package io.cosymesh.mesh.traffic;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.member.Member;

import static org.assertj.core.api.Assertions.assertThat;

class AddressesIT {

	private static final TestCa CA = TestCa.create();

	private static final AtomicReference<Replica> NAMED = new AtomicReference<>();

	private static Replica first;

	private static Replica second;

	@BeforeAll
	static void start() {
		first = Replica.start(CA);
		second = Replica.start(CA);
	}

	@AfterAll
	static void stop() {
		first.close();
		second.close();
	}

	@Test
	void requestsFollowTheNameAndStreamsEndWhereTheyBegan() {
		NAMED.set(first);
		try (Caller caller = Caller.of(
				Member.of(CA, "caller")
					.peer("replica", "https://replica.test:8443")
					.with("cosymesh.dns.min-ttl=10ms", "cosymesh.dns.max-ttl=50ms")
					.beans((context) -> context.registerBean(AddressLookup.class, () -> AddressesIT::lookUp)),
				"replica")) {
			CompletableFuture<String> heard = caller.stream()
				.collectList()
				.map((parts) -> String.join("", parts))
				.toFuture();
			Awaitility.await().until(() -> first.control().received() == 1);
			NAMED.set(second);
			Awaitility.await()
				.untilAsserted(() -> assertThat(caller.gauge("outbound.http.balancer.endpoints", "peer", "replica",
						"endpoint.state", "draining"))
					.as(caller.get("/v1/answer").block(Caller.PATIENCE))
					.isEqualTo(1));
			int before = second.control().received();
			for (int asked = 0; asked < 20; asked++) {
				caller.get("/v1/answer").block(Caller.PATIENCE);
			}
			assertThat(second.control().received()).isEqualTo(before + 20);
			first.control().finishStream();
			assertThat(heard).succeedsWithin(Caller.PATIENCE).isEqualTo("firstsecond");
		}
	}

	private static Mono<List<InetSocketAddress>> lookUp(InetSocketAddress name) {
		return Mono.fromSupplier(() -> List.of(new InetSocketAddress("127.0.0.1", NAMED.get().port())));
	}

}
