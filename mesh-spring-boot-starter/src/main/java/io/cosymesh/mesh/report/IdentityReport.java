package io.cosymesh.mesh.report;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.renewal.SvidKeeper;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.mesh.report.IdentityAnswer.Authority;
import io.cosymesh.mesh.report.IdentityAnswer.Tls;
import io.cosymesh.mesh.telemetry.EdgeView;
import io.cosymesh.mesh.telemetry.Instance;
import io.cosymesh.mesh.telemetry.Traffic;
import io.cosymesh.mesh.tls.NegotiatedTls;
import io.cosymesh.mesh.tls.TlsInForce;

/**
 * Tells who this process is. Keys are never read.
 */
final class IdentityReport {

	private static final Base64.Encoder PEM_LINES = Base64.getMimeEncoder(64, new byte[] { '\n' });

	private final WorkloadName self;

	private final SvidSource source;

	private final SvidKeeper keeper;

	private final TlsInForce tls;

	private final Running process;

	private final InstantSource clock;

	IdentityReport(WorkloadName self, SvidSource source, SvidKeeper keeper, TlsInForce tls, Running process,
			InstantSource clock) {
		this.self = self;
		this.source = source;
		this.keeper = keeper;
		this.tls = tls;
		this.process = process;
		this.clock = clock;
	}

	IdentityAnswer answer() {
		@Nullable SvidSnapshot svid = this.source.current().orElse(null);
		X509Certificate leaf = (svid != null) ? svid.svid().getLeaf() : null;
		return new IdentityAnswer(this.self.serviceAccount(), this.process.instance().name(), this.self.toString(),
				(svid != null) ? svid.serial() : null, (svid != null) ? svid.notBefore() : null,
				(svid != null) ? svid.notAfter() : null, this.keeper.nextAttempt().orElse(null),
				(leaf != null) ? leaf.getIssuerX500Principal().getName() : null, this.self.trustDomain().getName(),
				(svid != null) ? (Long) svid.bundle().sequence() : null,
				(svid != null) ? (Long) svid.bundle().refreshHint().toMillis() : null,
				(svid != null) ? authorities(svid) : List.of(), tls(), (svid != null) ? pem(svid) : "",
				this.process.startedAt(), this.process.version(), this.clock.instant());
	}

	private static List<Authority> authorities(SvidSnapshot svid) {
		return svid.bundle()
			.authorities()
			.stream()
			.map((root) -> new Authority(root.getSubjectX500Principal().getName(), fingerprint(root),
					root.getNotAfter().toInstant()))
			.sorted(Comparator.comparing(Authority::expiresAt))
			.toList();
	}

	// What a handshake with itself agreed on, and whatever else its connections have.
	private Tls tls() {
		List<NegotiatedTls> seen = Stream
			.concat(this.tls.agreed().stream(),
					this.process.traffic()
						.edges("")
						.edges()
						.stream()
						.map(EdgeView::secured)
						.flatMap((secured) -> Optional.ofNullable(secured).stream()))
			.toList();
		return new Tls(this.tls.provider(), words(seen.stream().map(NegotiatedTls::protocol)),
				words(seen.stream().map(NegotiatedTls::group)), words(seen.stream().map(NegotiatedTls::cipher)));
	}

	private static List<String> words(Stream<String> all) {
		return all.distinct().toList();
	}

	private static String pem(SvidSnapshot svid) {
		return svid.svid().getChain().stream().map(IdentityReport::pem).collect(Collectors.joining());
	}

	private static String pem(X509Certificate certificate) {
		return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
			.formatted(PEM_LINES.encodeToString(encoded(certificate)));
	}

	private static String fingerprint(X509Certificate certificate) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded(certificate)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] encoded(X509Certificate certificate) {
		try {
			return certificate.getEncoded();
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What there is to know of the process itself.
	 *
	 * @param instance what it is called
	 * @param startedAt when it started
	 * @param version its version
	 * @param traffic what it counts
	 */
	record Running(Instance instance, Instant startedAt, String version, Traffic traffic) {

	}

}
