package io.cosymesh.cli.compose;

import java.util.List;

import io.cosymesh.cli.console.CommandFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ContainerTests {

	private static final String GATEWAY = """
			{"Service":"webui-service","Name":"cosymesh-webui-service-1","State":"running","Health":"healthy",\
			"ExitCode":0,"Publishers":[{"URL":"","TargetPort":8081,"PublishedPort":0,"Protocol":"tcp"},\
			{"URL":"127.0.0.1","TargetPort":8443,"PublishedPort":9000,"Protocol":"tcp"}]}""";

	private static final String ENDED = """
			{"Service":"identity-ca","Name":"cosymesh-identity-ca-1","State":"exited","Health":"","ExitCode":1,\
			"Publishers":null}""";

	@Test
	void listingIsReadLineByLine() {
		List<Container> containers = Container.parse(GATEWAY + "\n" + ENDED + "\n");
		assertThat(containers).extracting(Container::service).containsExactly("webui-service", "identity-ca");
		assertThat(containers.getFirst().isRunning()).isTrue();
		assertThat(containers.getFirst().complaint()).isEmpty();
		assertThat(containers.getFirst().published(8443)).hasValue(9000);
		assertThat(containers.getFirst().published(8081)).isEmpty();
	}

	@Test
	void listingOfAnOlderVersionIsAnArray() {
		assertThat(Container.parse("[" + GATEWAY + "," + ENDED + "]")).hasSize(2);
	}

	@Test
	void noContainersAreAnEmptyListing() {
		assertThat(Container.parse("")).isEmpty();
		assertThat(Container.parse("[]")).isEmpty();
	}

	@Test
	void whatIsWrongIsSaidInWords() {
		assertThat(complaint("exited", "", 1)).isEqualTo("its container has ended with exit code 1");
		assertThat(complaint("exited", "", 137)).endsWith("137, killed, perhaps for want of memory");
		assertThat(complaint("exited", "", 143)).endsWith("143, because it was told to");
		assertThat(complaint("running", "unhealthy", 0)).isEqualTo("its container is unhealthy");
		assertThat(complaint("restarting", "", 3)).contains("over and over", "3");
		assertThat(complaint("paused", "", 0)).isEqualTo("its container is paused");
		assertThat(complaint("created", "", 0)).isEqualTo("its container is created");
	}

	@Test
	void listingThatIsNoneIsRefused() {
		assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> Container.parse("NAME IMAGE"))
			.withMessageContaining("can't be read");
	}

	private static String complaint(String state, String health, int exitCode) {
		return new Container("identity-ca", "x", state, health, exitCode, List.of()).complaint().orElseThrow();
	}

}
