package io.cosymesh.cli.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.tool.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KubectlTests {

	private static final Pod POD = new Pod("webui-service-a", "webui-service", "Running", true, false, 0, "");

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					The connection to the server localhost:8080 was refused                          | 3 | the cluster does not answer
					Unable to connect to the server: dial tcp 10.0.0.1:443: i/o timeout              | 3 | --kube-context chooses one
					error: context "prod" does not exist                                             | 2 | kubectl config get-contexts
					Error from server (Forbidden): secrets "x" is forbidden: User "a" cannot get     | 4 | the cluster refuses it
					error: You must be logged in to the server (Unauthorized)                        | 4 | the cluster refuses it
					Error from server (NotFound): secrets "webui-service-secrets" not found          | 3 | is CosyMesh in namespace speech
					error: something else                                                            | 3 | kubectl get failed: error: something else
					""")
	void whatStandsInTheWayIsSaidWithTheFix(String err, int exitCode, String expected) {
		Kubectl kubectl = kubectl("cat >&2 <<'X'\n" + err + "\nX\nexit 1");
		assertThatExceptionOfType(CommandFailure.class)
			.isThrownBy(() -> kubectl.secret("webui-service-secrets", "api-key"))
			.withMessageContaining(expected)
			.satisfies((failure) -> assertThat(failure.exitCode()).isEqualTo(exitCode));
	}

	@Test
	void contextAndNamespaceAreNamedInEveryCommand() {
		assertThat(kubectl("echo \"$@\"").text("get", "pods"))
			.isEqualTo("--context=prod --namespace=speech get pods\n");
		assertThat(new Kubectl(null, "cosymesh", this.directory).typed()).isEqualTo("kubectl --namespace cosymesh");
	}

	@Test
	void secretIsDecoded() {
		assertThat(kubectl("echo '{\"data\": {\"api-key\": \"Y29zeV8xMjMK\"}}'").secret("s", "api-key"))
			.isEqualTo("cosy_123");
		assertThatExceptionOfType(CommandFailure.class)
			.isThrownBy(() -> kubectl("echo '{\"data\": {}}'").secret("s", "api-key"))
			.withMessage("Secret s has no api-key");
	}

	@Test
	void fileThatIsNotThereIsNoFailure() {
		assertThat(kubectl("echo 'cat: /x: No such file or directory' >&2; exit 1").file(POD, "/x")).isEmpty();
		assertThat(kubectl("echo \"$@\"").file(POD, "/x").orElseThrow())
			.endsWith("exec webui-service-a --container=webui-service -- cat /x\n");
		assertThatExceptionOfType(CommandFailure.class)
			.isThrownBy(() -> kubectl("echo 'pods \"a\" is forbidden' >&2; exit 1").file(POD, "/x"));
	}

	@Test
	void portIsTheOneThatKubectlChose() throws IOException {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				PortForward forward = kubectl(
						"echo 'Forwarding from 127.0.0.1:%d -> 8443'; exec sleep 600".formatted(server.getLocalPort()))
					.forward("pod-a", 8443)) {
			assertThat(forward.port()).isEqualTo(server.getLocalPort());
		}
		assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
	}

	@Test
	void pathThatCantBeHadIsToldInKubectlsWords() {
		assertThatExceptionOfType(CommandFailure.class)
			.isThrownBy(() -> kubectl("echo 'error: unable to forward port because pod is not running' >&2; exit 1")
				.forward("pod-a", 8443))
			.withMessage("no way to pod pod-a: error: unable to forward port because pod is not running");
	}

	@Test
	void otherLinesNameNoPort() {
		assertThat(PortForward.portOf("Forwarding from [::1]:9000 -> 8443")).isEmpty();
		assertThat(PortForward.portOf("Handling connection for 9000")).isEmpty();
		assertThat(PortForward.portOf("Forwarding from 127.0.0.1:39475 -> 8443")).hasValue(39475);
	}

	private Kubectl kubectl(String body) {
		return new Kubectl(Script.write(this.directory, body).toString(), "prod", "speech", this.directory);
	}

}
