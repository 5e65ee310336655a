package io.cosymesh.workloadapi;

import java.net.UnixDomainSocketAddress;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * W-4: what SPIFFE_ENDPOINT_SOCKET may say.
 */
class EndpointAddressTests {

	@Test
	@DisplayName("W-4 a unix address is an absolute path")
	void unixAddressIsAnAbsolutePath() {
		EndpointAddress address = EndpointAddress.parse("unix:///run/spire/sockets/agent.sock");
		assertThat(address.socketAddress()).isEqualTo(UnixDomainSocketAddress.of("/run/spire/sockets/agent.sock"));
		assertThat(address).hasToString("unix:///run/spire/sockets/agent.sock");
	}

	@Test
	void unixAddressMayBeWrittenWithoutAnyAuthority() {
		assertThat(EndpointAddress.parse("unix:/run/agent.sock")).hasToString("unix:///run/agent.sock");
	}

	@Test
	void spacesInAPathAreEncoded() {
		EndpointAddress address = EndpointAddress.parse("unix:///run/my%20agent.sock");
		assertThat(address.socketAddress()).isEqualTo(UnixDomainSocketAddress.of("/run/my agent.sock"));
		assertThat(address).hasToString("unix:///run/my%20agent.sock");
	}

	@ParameterizedTest(name = "W-4 {0} is an address")
	@ValueSource(strings = { "tcp://127.0.0.1:8000", "tcp://10.0.0.9:1", "tcp://[::1]:65535" })
	void tcpAddressIsAnIpAddressAndAPort(String text) {
		assertThat(EndpointAddress.parse(text)).isInstanceOf(EndpointAddress.TcpSocket.class);
	}

	@Test
	void addressBeyondThisHostAndItsLinkIsKnownAsSuch() {
		assertThat(((EndpointAddress.TcpSocket) EndpointAddress.parse("tcp://[::1]:8000")).local()).isTrue();
		assertThat(((EndpointAddress.TcpSocket) EndpointAddress.parse("tcp://169.254.1.1:8000")).local()).isTrue();
		assertThat(((EndpointAddress.TcpSocket) EndpointAddress.parse("tcp://192.0.2.1:8000")).local()).isFalse();
	}

	@ParameterizedTest(name = "W-4 {0} is no address")
	@ValueSource(strings = { "", "/run/agent.sock", "agent.sock", "http://127.0.0.1:8000", "UNIX", "unix:", "unix://",
			"unix:///", "unix:agent.sock", "unix:./agent.sock", "unix://host/agent.sock", "unix://user@/agent.sock",
			"unix:///agent.sock?x=1", "unix:///agent.sock#x", "unix:///run/dir/", "unix:////run//", "unix:///a%00b",
			"tcp:127.0.0.1:8000", "tcp://127.0.0.1", "tcp://127.0.0.1:", "tcp://127.0.0.1:0", "tcp://127.0.0.1:65536",
			"tcp://127.0.0.1:8000/", "tcp://127.0.0.1:8000/foo", "tcp://127.0.0.1:8000?x", "tcp://127.0.0.1:8000#x",
			"tcp://me@127.0.0.1:8000", "tcp://localhost:8000", "tcp://127.1:8000", "tcp://2130706433:8000",
			"tcp://256.0.0.1:8000", "tcp://1.2.3.4.5:80", "tcp://:8000", "unix:///agent socket", "unix:///\n" })
	void anythingElseIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> EndpointAddress.parse(text))
			.withMessageStartingWith(
					"A Workload API address is unix:///<absolute path> or tcp://<IP address>:<port>; ");
	}

}
