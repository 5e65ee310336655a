package io.cosymesh.mesh.connection;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OpenConnectionsTests {

	private final OpenConnections open = new OpenConnections(3);

	@Test
	void nobodyHasToGoWhileThereIsRoom() {
		assertThat(this.open.admit(from("192.0.2.1"))).isEmpty();
		assertThat(this.open.admit(from("192.0.2.1"))).isEmpty();
		assertThat(this.open.admit(from("192.0.2.1"))).isEmpty();
	}

	@Test
	void longestAtRestGoes() {
		Channel first = admitted("192.0.2.1");
		Channel second = admitted("192.0.2.1");
		admitted("192.0.2.1");
		this.open.begin(first);
		this.open.end(first);
		assertThat(this.open.admit(from("192.0.2.1"))).hasValue(second);
	}

	@Test
	void addressWithMostAtRestGivesOneUp() {
		admitted("192.0.2.1");
		Channel greedy = admitted("192.0.2.2");
		admitted("192.0.2.2");
		assertThat(this.open.admit(from("192.0.2.3"))).hasValue(greedy);
	}

	@Test
	void whoeverIsBeingServedStays() {
		Channel served = admitted("192.0.2.1");
		Channel resting = admitted("192.0.2.1");
		Channel servedTwice = admitted("192.0.2.1");
		this.open.begin(served);
		this.open.begin(servedTwice);
		this.open.begin(servedTwice);
		this.open.end(servedTwice);
		assertThat(this.open.admit(from("192.0.2.1"))).hasValue(resting);
	}

	@Test
	void newOneGoesWhenEverybodyIsBeingServed() {
		for (int i = 0; i < 3; i++) {
			this.open.begin(admitted("192.0.2." + i));
		}
		Channel late = from("192.0.2.9");
		assertThat(this.open.admit(late)).hasValue(late);
	}

	@Test
	void crowdThatIsServedGivesUpItsNewestToAnother() {
		this.open.begin(admitted("192.0.2.1"));
		this.open.begin(admitted("192.0.2.2"));
		Channel newest = admitted("192.0.2.2");
		this.open.begin(newest);
		assertThat(this.open.admit(from("192.0.2.9"))).hasValue(newest);
	}

	@Test
	void oneAfterAnotherGetsThePlacesOfACrowdAndNobodyElses() {
		OpenConnections many = new OpenConnections(8);
		List<Channel> crowd = Stream.generate(() -> from("192.0.2.1")).limit(8).toList();
		crowd.forEach((channel) -> serve(many, channel));
		for (int i = 0; i < 6; i++) {
			assertThat(serve(many, from("192.0.2." + (i + 2)))).hasValue(crowd.get(7 - i));
		}
		Channel late = from("192.0.2.9");
		assertThat(many.admit(late)).hasValue(late);
	}

	@Test
	void addressesThatHaveAsManyLeaveEachOtherAlone() {
		OpenConnections many = new OpenConnections(8);
		for (int i = 0; i < 4; i++) {
			serve(many, from("192.0.2.1"));
			serve(many, from("192.0.2.2"));
		}
		for (String address : List.of("192.0.2.1", "192.0.2.2")) {
			Channel late = from(address);
			assertThat(many.admit(late)).hasValue(late);
		}
	}

	@Test
	void whoeverLeftMadeRoom() {
		Channel first = admitted("192.0.2.1");
		admitted("192.0.2.1");
		admitted("192.0.2.1");
		this.open.leave(first);
		this.open.end(first);
		assertThat(this.open.admit(from("192.0.2.1"))).isEmpty();
	}

	@Test
	void exhaustionIsToldAgainOnceHalfOfThePlacesWereFree() {
		Channel first = admitted("192.0.2.1");
		Channel second = admitted("192.0.2.1");
		admitted("192.0.2.1");
		assertThat(this.open.isNewlyExhausted()).isTrue();
		this.open.leave(first);
		assertThat(this.open.isNewlyExhausted()).isFalse();
		this.open.leave(second);
		assertThat(this.open.isNewlyExhausted()).isTrue();
	}

	private static Optional<Channel> serve(OpenConnections open, Channel channel) {
		Optional<Channel> leaving = open.admit(channel);
		open.begin(channel);
		return leaving;
	}

	private Channel admitted(String address) {
		Channel channel = from(address);
		assertThat(this.open.admit(channel)).isEmpty();
		return channel;
	}

	private static Channel from(String address) {
		return new EmbeddedChannel() {
			@Override
			public SocketAddress remoteAddress() {
				return new InetSocketAddress(address, 40_000);
			}
		};
	}

}
