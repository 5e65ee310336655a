package io.cosymesh.mesh.client;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.identity.MeshIdentityAutoConfiguration;
import io.cosymesh.mesh.startup.MeshConfigurationException;
import io.cosymesh.mesh.tls.MeshTlsAutoConfiguration;
import io.cosymesh.mesh.traffic.TrafficAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;

class MeshClientAutoConfigurationTests {

	private static final TestCa CA = TestCa.create();

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MeshIdentityAutoConfiguration.class, MeshTlsAutoConfiguration.class,
				TrafficAutoConfiguration.class, MeshClientAutoConfiguration.class, JacksonAutoConfiguration.class))
		.withBean(SvidIssuer.class, () -> CA.issuer("backend-api", Duration.ofHours(1)))
		.withPropertyValues("cosymesh.identity.service-account=backend-api");

	@Test
	void peerHasClientsOfBothKinds() {
		this.application.withPropertyValues("cosymesh.peers.audio-processor.url=https://localhost:9444")
			.run((context) -> {
				PeerClients clients = context.getBean(PeerClients.class);
				assertThat(clients.names()).containsExactly("audio-processor");
				assertThat(clients.webClient("audio-processor")).isInstanceOf(WebClient.class);
				assertThat(clients.httpClient("audio-processor")).isSameAs(clients.httpClient("audio-processor"));
			});
	}

	@Test
	void groupWithoutPeerFailsToStart() {
		this.application.withUserConfiguration(Application.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(MeshConfigurationException.class)
				.hasMessageContaining("cosymesh.peers.inference-engine"));
	}

	@Test
	void groupOfABlockingClientFailsToStart() {
		this.application.withUserConfiguration(BlockingApplication.class)
			.withPropertyValues("cosymesh.peers.inference-engine.url=https://localhost:9445")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(MeshConfigurationException.class)
				.hasMessageContaining("blocking client"));
	}

	@Test
	void plaintextPeerFailsToStart() {
		this.application.withPropertyValues("cosymesh.peers.audio-processor.url=http://localhost:9444")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(MeshConfigurationException.class)
				.hasMessageContaining("cosymesh.peers.audio-processor.url"));
	}

	@Test
	void peerWithImpossibleIdentityFailsToStart() {
		this.application
			.withPropertyValues("cosymesh.peers.audio-processor.url=https://localhost:9444",
					"cosymesh.peers.audio-processor.identity=Not A Name")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(MeshConfigurationException.class)
				.hasMessageContaining("cosymesh.peers.audio-processor.identity"));
	}

	@Test
	void peerThatIsTheApplicationItselfFailsToStart() {
		this.application
			.withPropertyValues("cosymesh.peers.mirror.url=https://localhost:9443",
					"cosymesh.peers.mirror.identity=backend-api")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(MeshConfigurationException.class)
				.hasMessageContaining("is this application itself"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "addresses=10.0.0.7:8443/path", "addresses=user@10.0.0.7:8443", "retries.when=connect,404",
			"routes[0].route=/v1/things" })
	void settingThatMakesNoSenseFailsToStart(String setting) {
		this.application
			.withPropertyValues("cosymesh.peers.audio-processor.url=https://localhost:9444",
					"cosymesh.peers.audio-processor." + setting)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(MeshConfigurationException.class)
				.hasMessageContaining("cosymesh.peers.audio-processor." + setting.replaceAll("[\\[=].*", "")));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "inference-engine", types = Engine.class, clientType = ClientType.WEB_CLIENT)
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "inference-engine", types = Engine.class)
	static class BlockingApplication {

	}

	interface Engine {

		@GetExchange("/v1/engine")
		String describe();

	}

}
