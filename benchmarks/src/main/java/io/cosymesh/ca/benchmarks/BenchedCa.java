package io.cosymesh.ca.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import io.spiffe.spiffeid.TrustDomain;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.cosymesh.ca.IdentityCaApplication;
import io.cosymesh.ca.issuance.IssuanceUnderTest;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.issuance.FreshKey;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.SvidRequest;
import io.cosymesh.identity.issuance.WorkloadKeyDocument;

/**
 * The whole CA as it is installed, its database in a file, with limits out of the way.
 */
final class BenchedCa implements AutoCloseable {

	// A multiple of the callers, so that every workload's renewals come from the same
	// one.
	private static final int WORKLOADS = 8 * ProcessorTime.CALLERS;

	private static final TrustDomain DOMAIN = TrustDomain.parse("cosymesh.local");

	private static final WorkloadName SELF = new WorkloadName(DOMAIN, "cosymesh", "identity-ca");

	private final ConfigurableApplicationContext context;

	private final IssuanceUnderTest issuance;

	private final List<WorkloadKeyDocument> documents;

	private final List<String> csrs;

	private BenchedCa(Path home) {
		this.documents = IntStream.range(0, WORKLOADS).mapToObj((number) -> register(home, number)).toList();
		this.csrs = IntStream.range(0, WORKLOADS)
			.mapToObj((number) -> SvidRequest.ofDer(FreshKey.generate().csrDer(), null).csr())
			.toList();
		this.context = new SpringApplicationBuilder(IdentityCaApplication.class).run("--cosymesh.home=" + home,
				"--server.port=0", "--cosymesh.server.anonymous-listener.port=0", "--management.server.port=0",
				"--cosymesh.ca.attestation.replay-cache-size=100000000", "--cosymesh.ca.limits.source-rate=1000000",
				"--cosymesh.ca.limits.source-burst=1000000", "--cosymesh.ca.limits.peer-rate=1000000",
				"--cosymesh.ca.limits.peer-burst=1000000", "--cosymesh.ca.limits.global-rate=1000000",
				"--cosymesh.ca.limits.global-burst=1000000");
		this.issuance = IssuanceUnderTest.of(this.context);
	}

	static BenchedCa start(Path home) {
		return new BenchedCa(home);
	}

	/**
	 * Prepares attestations with fresh documents, which have to be used within a minute.
	 */
	List<Callable<X509Certificate>> attestations(int number) {
		return IntStream.range(0, number).mapToObj((each) -> {
			try {
				return this.issuance.attestation(this.documents.get(each % WORKLOADS).bearer(), csr(each));
			}
			catch (IssuanceException ex) {
				throw new IllegalStateException(ex);
			}
		}).toList();
	}

	/** Prepares renewals, each of the SVID that the one before it issued. */
	List<Callable<X509Certificate>> renewals(int number) throws Exception {
		X509Certificate[] current = new X509Certificate[WORKLOADS];
		List<Callable<X509Certificate>> beginnings = attestations(WORKLOADS);
		for (int i = 0; i < WORKLOADS; i++) {
			current[i] = beginnings.get(i).call();
		}
		return IntStream.range(0, number).<Callable<X509Certificate>>mapToObj((each) -> () -> {
			int workload = each % WORKLOADS;
			current[workload] = this.issuance.renew(current[workload], csr(each));
			return current[workload];
		}).toList();
	}

	private String csr(int number) {
		return this.csrs.get(number % WORKLOADS);
	}

	private static WorkloadKeyDocument register(Path home, int number) {
		WorkloadName workload = new WorkloadName(DOMAIN, "cosymesh", "workload-" + number);
		KeyPair keys = newKeys();
		write(home.resolve("registrations/cosymesh").resolve(workload.serviceAccount() + ".pem"), "PUBLIC KEY",
				keys.getPublic());
		Path key = write(home.resolve("keys").resolve(workload.serviceAccount() + ".pem"), "PRIVATE KEY",
				keys.getPrivate());
		return new WorkloadKeyDocument(key, workload, SELF.spiffeId(), InstantSource.system());
	}

	static KeyPair newKeys() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java has no P-256", ex);
		}
	}

	private static Path write(Path file, String label, Key key) {
		try {
			Files.createDirectories(file.resolveSibling("."));
			return Files.writeString(file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label,
					Base64.getMimeEncoder().encodeToString(key.getEncoded()), label));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

}
