package io.cosymesh.ca.authority.files;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.annotation.Scheduled;

import io.cosymesh.ca.authority.AuthorityUnusableException;
import io.cosymesh.ca.authority.CertificateProfile;
import io.cosymesh.ca.authority.IssuerStanding;
import io.cosymesh.ca.authority.IssuerUnavailableException;
import io.cosymesh.ca.authority.IssuingAuthority;
import io.cosymesh.ca.authority.LeafRequest;
import io.cosymesh.ca.authority.RootLedger;

/**
 * Signs with the files as they were when they last passed every check. It looks at their
 * content again and again instead of waiting to be told, because a watch can be lost.
 */
final class FilesAuthority implements IssuingAuthority {

	private static final Duration RETRY = Duration.ofSeconds(30);

	private final Path directory;

	private final Duration longestLeaf;

	private final SetChecks checks;

	private final RootLedger ledger;

	private final CertificateProfile profile;

	private final ReloadReport report;

	private final InstantSource clock;

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	private volatile SigningSet active;

	/** Passed every check, but not everybody knows its root yet. */
	private volatile @Nullable SigningSet next;

	private volatile @Nullable SetRefusedException refusal;

	private String accepted;

	private String suspect = "";

	private String refused = "";

	FilesAuthority(Path directory, Duration longestLeaf, SetChecks checks, RootLedger ledger,
			CertificateProfile profile, ReloadReport report, InstantSource clock) {
		this.directory = directory;
		this.longestLeaf = longestLeaf;
		this.checks = checks;
		this.ledger = ledger;
		this.profile = profile;
		this.report = report;
		this.clock = clock;
		this.active = load();
		this.accepted = this.active.digest();
		ledger.announce(this.active.roots());
		report.updated(this.active);
	}

	@Override
	public Duration maxTtl() {
		return this.longestLeaf;
	}

	@Override
	public List<X509Certificate> issue(LeafRequest request) {
		SigningSet set = this.active;
		Instant now = this.clock.instant();
		Duration ttl = (request.ttl().compareTo(this.longestLeaf) < 0) ? request.ttl() : this.longestLeaf;
		Instant wanted = now.plus(ttl);
		Instant notAfter = wanted.isBefore(set.notAfter()) ? wanted : set.notAfter();
		if (!notAfter.isAfter(now)) {
			throw new IssuerUnavailableException("The signing certificates expired at " + set.notAfter(), RETRY, null);
		}
		List<X509Certificate> chain = new ArrayList<>();
		chain.add(this.profile.leaf(request.id(), request.publicKey(), set.signer(), now, notAfter));
		chain.addAll(set.chain());
		return List.copyOf(chain);
	}

	@Override
	public Set<X509Certificate> roots() {
		return this.ledger.roots();
	}

	@Override
	public Optional<X509Certificate> signingCertificate() {
		return Optional.of(this.active.signer().certificate());
	}

	@Override
	public void refresh() {
		this.ledger.refresh();
	}

	@Override
	public void onChange(Runnable listener) {
		this.listeners.add(listener);
	}

	@Override
	public IssuerStanding standing() {
		SigningSet set = this.active;
		Map<String, String> details = new TreeMap<>();
		details.put("issuer", "files");
		details.put("directory", this.directory.toString());
		details.put("serial", set.serial());
		details.put("expiresAt", set.notAfter().toString());
		SetRefusedException problem = this.refusal;
		if (problem != null) {
			details.put("refused", problem.fault().code());
			details.put("refusedDetail", problem.detail());
		}
		SigningSet waiting = this.next;
		if (waiting != null) {
			details.put("waiting", waiting.serial());
		}
		return new IssuerStanding(this.clock.instant().isBefore(set.notAfter()), details);
	}

	/** Looks at the files; whatever happens, the next look comes. */
	@Scheduled(fixedDelayString = "${cosymesh.ca.files.reload-interval:5s}")
	void reload() {
		String before = this.active.digest();
		Set<X509Certificate> published = roots();
		try {
			look();
		}
		catch (RuntimeException ex) {
			this.report.failed(ex);
		}
		// Listeners take locks of their own.
		if (!before.equals(this.active.digest()) || !published.equals(roots())) {
			this.listeners.forEach(Runnable::run);
		}
	}

	private synchronized void look() {
		FileSet files = FileSet.read(this.directory);
		if (files.digest().equals(this.accepted)) {
			this.refusal = null;
		}
		else {
			judge(files);
		}
		announce();
		activateWhenKnown();
	}

	private void judge(FileSet files) {
		try {
			SigningSet set = this.checks.check(files);
			this.accepted = set.digest();
			this.refusal = null;
			this.next = set.digest().equals(this.active.digest()) ? null : set;
		}
		catch (SetRefusedException ex) {
			complain(ex, files.digest());
		}
	}

	// The first look may have caught a writer at work.
	private void complain(SetRefusedException problem, String digest) {
		if (digest.equals(this.suspect) && !digest.equals(this.refused)) {
			this.refused = digest;
			this.report.refused(problem, digest);
		}
		if (digest.equals(this.refused)) {
			this.refusal = problem;
		}
		this.suspect = digest;
	}

	private void announce() {
		Set<X509Certificate> roots = new HashSet<>(this.active.roots());
		SigningSet waiting = this.next;
		if (waiting != null) {
			roots.addAll(waiting.roots());
		}
		this.ledger.announce(roots);
	}

	private void activateWhenKnown() {
		SigningSet waiting = this.next;
		if (waiting == null) {
			return;
		}
		Instant now = this.clock.instant();
		boolean known = this.ledger.usableFrom(waiting.anchor()).filter((from) -> !now.isBefore(from)).isPresent();
		boolean expired = !now.isBefore(this.active.notAfter());
		if (known || expired) {
			this.active = waiting;
			this.next = null;
			this.report.updated(waiting);
		}
		else if (!waiting.digest().equals(this.suspect)) {
			this.suspect = waiting.digest();
			this.report.waiting(waiting);
		}
	}

	private SigningSet load() {
		try {
			return this.checks.check(FileSet.read(this.directory));
		}
		catch (SetRefusedException ex) {
			throw new AuthorityUnusableException(
					"The issuer's files in %s cannot be used (%s): %s.".formatted(this.directory, ex.fault().code(),
							ex.detail()),
					"Put a signing certificate with its chain into tls.crt, its private key into tls.key and the roots"
							+ " into ca.crt, as docs/external-issuers.md shows, or set cosymesh.ca.files.directory.");
		}
	}

}
