package io.cosymesh.mesh.member;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

import io.cosymesh.identity.issuance.BundleFeed;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.test.TestCa;

/**
 * An application of the mesh with real ports, its SVIDs issued by a test CA in the same
 * process.
 */
public final class Member implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private Member(ConfigurableApplicationContext context) {
		this.context = context;
	}

	public static Builder of(TestCa ca, String serviceAccount) {
		return new Builder(ca, serviceAccount);
	}

	public int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	public int managementPort() {
		return this.context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
	}

	public static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public String url() {
		return "https://localhost:" + port();
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * Collects what makes a member special.
	 */
	public static final class Builder {

		private final TestCa ca;

		private final String serviceAccount;

		private final List<String> properties = new ArrayList<>();

		private boolean http2 = true;

		private boolean issued = true;

		private boolean ownThreads;

		private String clientAuth = "need";

		private int port;

		private String shutdown = "immediate";

		private Duration lifetime = Duration.ofHours(1);

		private InstantSource clock = InstantSource.system();

		private UnaryOperator<SvidIssuer> issuing = UnaryOperator.identity();

		private BundleFeed bundles;

		private Class<?> application = EchoApplication.class;

		private Consumer<GenericApplicationContext> beans = (_) -> {
		};

		private Builder(TestCa ca, String serviceAccount) {
			this.ca = ca;
			this.serviceAccount = serviceAccount;
		}

		public Builder lifetime(Duration lifetime) {
			this.lifetime = lifetime;
			return this;
		}

		public Builder withoutHttp2() {
			this.http2 = false;
			return this;
		}

		public Builder clientAuth(String clientAuth) {
			this.clientAuth = clientAuth;
			return this;
		}

		public Builder port(int port) {
			this.port = port;
			return this;
		}

		/**
		 * Leaves the threads of others alone when it ends, as a process of its own does.
		 */
		public Builder withOwnThreads() {
			this.ownThreads = true;
			return this;
		}

		public Builder graceful() {
			this.shutdown = "graceful";
			return this;
		}

		public Builder clock(InstantSource clock) {
			this.clock = clock;
			return this;
		}

		public Builder issuing(UnaryOperator<SvidIssuer> issuing) {
			this.issuing = issuing;
			return this;
		}

		public Builder bundles(BundleFeed bundles) {
			this.bundles = bundles;
			return this;
		}

		public Builder application(Class<?> application) {
			this.application = application;
			return this;
		}

		/** Registers what is to take the place of beans of the starter. */
		public Builder beans(Consumer<GenericApplicationContext> beans) {
			this.beans = beans;
			return this;
		}

		public Builder with(String... properties) {
			this.properties.addAll(List.of(properties));
			return this;
		}

		public Builder peer(String name, String url) {
			return with("cosymesh.peers.%s.url=%s".formatted(name, url));
		}

		public Builder rule(int index, String name, String routes, String allow) {
			String prefix = "cosymesh.policy.rules[%d].".formatted(index);
			return with(prefix + "name=" + name, prefix + "routes=" + routes, prefix + "allow=" + allow);
		}

		public Builder fromWorkloadApi(String address) {
			this.issued = false;
			return with("SPIFFE_ENDPOINT_SOCKET=" + address);
		}

		public Member start() {
			SpringApplication application = new SpringApplicationBuilder(this.application)
				.web(WebApplicationType.REACTIVE)
				.initializers((context) -> register((GenericApplicationContext) context))
				.build();
			application.setDefaultProperties(Map.of("spring.main.banner-mode", "off"));
			return new Member(application.run(arguments()));
		}

		private void register(GenericApplicationContext context) {
			if (this.issued) {
				SvidIssuer issuer = this.issuing.apply(this.ca.issuer(this.serviceAccount, this.lifetime));
				context.registerBean(SvidIssuer.class, () -> issuer);
			}
			if (this.bundles != null) {
				context.registerBean(BundleFeed.class, () -> this.bundles);
			}
			context.registerBean(InstantSource.class, () -> this.clock);
			if (this.ownThreads) {
				context.registerBean(ReactorResourceFactory.class, Builder::ownThreads);
			}
			this.beans.accept(context);
		}

		private static ReactorResourceFactory ownThreads() {
			ReactorResourceFactory resources = new ReactorResourceFactory();
			resources.setUseGlobalResources(false);
			resources.setShutdownQuietPeriod(Duration.ZERO);
			return resources;
		}

		private String[] arguments() {
			List<String> all = new ArrayList<>(List.of("spring.application.name=" + this.serviceAccount,
					"server.port=" + this.port, "server.address=127.0.0.1", "server.ssl.bundle=mesh",
					"server.ssl.client-auth=" + this.clientAuth, "server.shutdown=" + this.shutdown,
					"management.server.port=0", "server.http2.enabled=" + this.http2,
					"management.server.address=127.0.0.1", "logging.level.root=warn",
					"logging.level.io.cosymesh=info"));
			all.addAll(this.properties);
			return all.stream().map((property) -> "--" + property).toArray(String[]::new);
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(EchoController.class)
	static class EchoApplication {

	}

}
