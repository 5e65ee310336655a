package io.cosymesh.audio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.test.TestCa;

/**
 * An application with real ports whose SVIDs come from a CA in memory.
 */
final class MeshMember implements AutoCloseable {

	private static final List<String> DEFAULTS = List.of("server.port=0", "server.address=127.0.0.1",
			"server.http2.enabled=true", "server.ssl.bundle=mesh", "server.ssl.client-auth=need",
			"server.shutdown=immediate", "management.server.port=0", "management.server.address=127.0.0.1",
			"spring.main.banner-mode=off", "logging.level.root=warn");

	private final ConfigurableApplicationContext context;

	private MeshMember(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static MeshMember start(TestCa ca, String serviceAccount, Class<?> application, String... properties) {
		List<String> all = new ArrayList<>(DEFAULTS);
		all.add("spring.application.name=" + serviceAccount);
		all.add("cosymesh.identity.service-account=" + serviceAccount);
		all.addAll(List.of(properties));
		if (!application.equals(AudioProcessorApplication.class)) {
			all.add("spring.config.location=optional:classpath:/none/");
		}
		SvidIssuer issuer = ca.issuer(serviceAccount, Duration.ofHours(1));
		return new MeshMember(new SpringApplicationBuilder(application)
			.initializers(
					(context) -> ((GenericApplicationContext) context).registerBean(SvidIssuer.class, () -> issuer))
			.run(all.stream().map((property) -> "--" + property).toArray(String[]::new)));
	}

	int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	int managementPort() {
		return this.context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
