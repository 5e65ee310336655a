package io.cosymesh.ca.authority.vault;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.vault.client.ClientHttpRequestFactoryFactory;
import org.springframework.vault.client.RestClientBuilder;
import org.springframework.vault.client.VaultEndpoint;
import org.springframework.vault.client.VaultHttpHeaders;
import org.springframework.vault.core.VaultTemplate;
import org.springframework.vault.support.ClientOptions;
import org.springframework.vault.support.SslConfiguration;
import org.springframework.vault.support.SslConfiguration.KeyStoreConfiguration;

/**
 * Connects to Vault: TLS that trusts the given authorities alone, time-outs, no
 * redirects, which could carry the token elsewhere.
 */
final class VaultClient {

	private static final int READ_RETRIES = 2;

	private final VaultSession session;

	private final VaultPki pki;

	VaultClient(VaultSettings settings, TaskScheduler scheduler, InstantSource clock) {
		settings.check();
		JdkClientHttpRequestFactory http = http(settings);
		this.session = new VaultSession(new VaultLogin(settings.auth(), rest(settings, http).build()), scheduler,
				rest(settings, http).build(), clock);
		this.pki = new VaultPki(new VaultTemplate(rest(settings, http), this.session), this.session, settings,
				reading(), clock);
	}

	VaultPki pki() {
		return this.pki;
	}

	/** Gives the token back. */
	void close() {
		this.session.destroy();
	}

	private static RestClientBuilder rest(VaultSettings settings, JdkClientHttpRequestFactory http) {
		RestClientBuilder builder = RestClientBuilder.builder()
			.endpoint(VaultEndpoint.from(settings.uri()))
			.requestFactory(http);
		return (settings.namespace() != null)
				? builder.defaultHeader(VaultHttpHeaders.VAULT_NAMESPACE, settings.namespace()) : builder;
	}

	private static JdkClientHttpRequestFactory http(VaultSettings settings) {
		requireCertificates(settings);
		KeyStoreConfiguration authorities = KeyStoreConfiguration.of(new FileSystemResource(settings.caFile()))
			.withStoreType(SslConfiguration.PEM_KEYSTORE_TYPE);
		SslConfiguration tls = SslConfiguration.forTrustStore(authorities)
			.withEnabledProtocols(List.of("TLSv1.3", "TLSv1.2"));
		try {
			HttpClient client = ClientHttpRequestFactoryFactory.JdkHttpClient
				.getBuilder(new ClientOptions(settings.connectTimeout(), settings.readTimeout()), tls)
				.followRedirects(Redirect.NEVER)
				.build();
			JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client);
			factory.setReadTimeout(settings.readTimeout());
			return factory;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException("Cannot set up TLS to Vault", ex);
		}
	}

	private static void requireCertificates(VaultSettings settings) {
		try {
			if (!PemCertificates.read(Files.readString(settings.caFile())).isEmpty()) {
				return;
			}
		}
		catch (IOException | VaultFaultException ex) {
			// Said below, with the name of the setting.
		}
		throw new InvalidConfigurationPropertyValueException("cosymesh.ca.vault.ca-file", settings.caFile(),
				"It must be a readable PEM file with the authorities that vouch for Vault's TLS certificate.");
	}

	private static RetryTemplate reading() {
		return new RetryTemplate(RetryPolicy.builder()
			.predicate((failure) -> failure instanceof VaultFaultException fault
					&& fault.fault() == VaultFault.VAULT_FAILING)
			.maxRetries(READ_RETRIES)
			.delay(Duration.ofMillis(200))
			.multiplier(2)
			.jitter(Duration.ofMillis(100))
			.build());
	}

}
