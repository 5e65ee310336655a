package io.cosymesh.webui.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Keeps the certificate for browsers in service: read or made at start, looked after
 * while running, swapped without closing the port.
 */
final class PublicCertificate implements ServerNames {

	/** Name of the bundle in {@code server.ssl.bundle}. */
	static final String BUNDLE = "public";

	private static final Logger log = LoggerFactory.getLogger(PublicCertificate.class);

	// A certificate of RSA would otherwise bring suites without forward secrecy along.
	private static final SslOptions PROTOCOLS = SslOptions.of(
			new String[] { "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
					"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
					"TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
					"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256" },
			new String[] { "TLSv1.2", "TLSv1.3" });

	private final TlsProperties properties;

	private final LocalAuthority authority;

	private @Nullable SslBundleRegistry registry;

	private @Nullable KeyAndChain current;

	private String complaint = "";

	PublicCertificate(TlsProperties properties, LocalAuthority authority) {
		this.properties = properties;
		this.authority = authority;
	}

	synchronized void register(SslBundleRegistry registry) {
		KeyAndChain first = load();
		registry.registerBundle(BUNDLE, bundleOf(first));
		this.registry = registry;
		this.current = first;
	}

	/**
	 * Looks for a newer certificate; a bad one is left alone and the current one stays.
	 */
	@Scheduled(fixedDelayString = "${cosymesh.tls.check-interval:5s}",
			initialDelayString = "${cosymesh.tls.check-interval:5s}")
	synchronized void refresh() {
		try {
			KeyAndChain next = load();
			this.complaint = "";
			if (this.registry != null && !next.equals(this.current)) {
				this.registry.updateBundle(BUNDLE, bundleOf(next));
				this.current = next;
				log.info("event=server-certificate-swapped notAfter={}", next.leaf().getNotAfter().toInstant());
			}
		}
		catch (RuntimeException ex) {
			complain(String.valueOf(ex.getMessage()));
		}
	}

	// It is looked at every few seconds; what is wrong with it is said once.
	private void complain(String reason) {
		if (!reason.equals(this.complaint)) {
			log.warn("event=server-certificate-refused reason=\"{}\"", reason);
		}
		this.complaint = reason;
	}

	/**
	 * Returns whether the certificate in service is good for a host.
	 */
	synchronized boolean isFor(ServerName host) {
		return this.current != null
				&& ServerName.in(this.current.leaf()).stream().anyMatch((name) -> name.covers(host));
	}

	@Override
	public boolean include(String host) {
		try {
			return isFor(ServerName.parse(host.replaceAll("[\\[\\]]", "")));
		}
		catch (IllegalArgumentException _) {
			return false;
		}
	}

	private KeyAndChain load() {
		Path certificate = this.properties.certificate();
		Path privateKey = this.properties.privateKey();
		try {
			return (certificate != null && privateKey != null) ? KeyAndChain.read(privateKey, certificate)
					: this.authority.certificateFor(names());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The server certificate can't be read or made: " + ex.getMessage(), ex);
		}
	}

	private Set<ServerName> names() {
		Set<ServerName> names = new LinkedHashSet<>();
		names.add(ServerName.parse("localhost"));
		names.add(ServerName.parse("127.0.0.1"));
		names.add(ServerName.parse("::1"));
		String host = hostName();
		if (ServerName.isDnsName(host)) {
			names.add(ServerName.parse(host));
		}
		this.properties.names().stream().map(ServerName::parse).forEach(names::add);
		return names;
	}

	private static String hostName() {
		try {
			return InetAddress.getLocalHost().getHostName();
		}
		catch (UnknownHostException ex) {
			return "localhost";
		}
	}

	private static SslBundle bundleOf(KeyAndChain certificate) {
		PemSslStore store = PemSslStore.of(certificate.chain(), certificate.key());
		return SslBundle.of(new PemSslStoreBundle(store, null), SslBundleKey.NONE, PROTOCOLS);
	}

}
