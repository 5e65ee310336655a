package io.cosymesh.cli.workloadapi;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.state.StateDirectory;
import io.cosymesh.cli.state.Workspace;
import io.cosymesh.cli.state.Workspace.Elsewhere;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code workload-api}: a SPIFFE Workload API for a process that isn't one of ours.
 */
@Command(name = "workload-api", mixinStandardHelpOptions = true,
		description = { "Serves a workload's identity on a Unix socket, for any program that speaks",
				"the SPIFFE Workload API. Runs until it is told to stop." },
		footerHeading = "%nThe line it prints is the environment of that program:%n"
				+ "  SPIFFE_ENDPOINT_SOCKET=unix:///<absolute path>%n%nExamples:%n",
		footer = { "  ./cosymesh workload-api --service-account tts-runtime --socket /tmp/tts.sock" })
public final class WorkloadApiCommand implements Runnable {

	private static final Elsewhere ELSEWHERE = new Elsewhere(
			"the CA has no address outside of its networks. Run workload-api in a container of the program's network"
					+ " and name --ca-url, --attestation-url, --trust-bundle and a proof: docs/workload-api.md",
			"a pod gets its SVID from identity-ca itself, or from the CSI driver of SPIRE. Elsewhere name --ca-url,"
					+ " --attestation-url, --trust-bundle and a proof: docs/workload-api.md");

	@Mixin
	Workspace workspace = new Workspace();

	@Option(names = "--service-account", required = true, paramLabel = "NAME", description = "The workload it is for")
	String serviceAccount = "";

	@Option(names = "--namespace", paramLabel = "NAME", defaultValue = StateDirectory.NAMESPACE,
			description = "Its namespace (default: ${DEFAULT-VALUE})")
	String namespace = StateDirectory.NAMESPACE;

	@Option(names = "--trust-domain", paramLabel = "NAME", defaultValue = "cosymesh.local",
			description = "Its trust domain (default: ${DEFAULT-VALUE})")
	String trustDomain = "cosymesh.local";

	@Option(names = "--socket", paramLabel = "FILE",
			description = "Where the socket will be (default: run/<service account>.sock in the state directory)")
	@Nullable Path socket;

	@Option(names = "--allow-uid", paramLabel = "USER", split = ",",
			description = "Name or number of a further user who may connect; by default only the one who runs this")
	Set<String> users = new LinkedHashSet<>();

	@Option(names = "--group", paramLabel = "GROUP",
			description = "Name or number of the group that reaches the socket; without it and with --allow-uid"
					+ " every process reaches it and all but the allowed are refused")
	@Nullable String group;

	@Option(names = "--hint", paramLabel = "TEXT", defaultValue = "",
			description = "What the SVID is for, for programs that have several")
	String hint = "";

	@ArgGroup(heading = "How the workload proves who it is (default: --workload-key keys/<service account>.pem):%n")
	@Nullable Proof proof;

	@ArgGroup(exclusive = false, heading = "The identity CA (default: that of the local stack):%n")
	CaOptions ca = new CaOptions();

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		if (!this.ca.isNamed()) {
			this.workspace.requireLocal(ELSEWHERE);
		}
		ServedProcess.run(this, Console.of(Objects.requireNonNull(this.spec)));
	}

	/**
	 * Proofs, of which one is used; each is a file that is read anew for every attempt.
	 */
	static final class Proof {

		@Option(names = "--workload-key", paramLabel = "FILE",
				description = "The key registered for the workload, PKCS #8 PEM")
		@Nullable Path workloadKey;

		@Option(names = "--join-token", paramLabel = "FILE", description = "A one-time token, see ./cosymesh token")
		@Nullable Path joinToken;

		@Option(names = "--token", paramLabel = "FILE",
				description = "A Kubernetes service account token projected for the CA")
		@Nullable Path token;

	}

	/**
	 * Where the CA is and what it is trusted by.
	 */
	static final class CaOptions {

		@Option(names = "--ca-url", paramLabel = "URL",
				description = "Where SVIDs are renewed (default: https://localhost:9440)")
		@Nullable String url;

		@Option(names = "--attestation-url", paramLabel = "URL",
				description = "Where the first SVID comes from (default: https://localhost:9441)")
		@Nullable String attestationUrl;

		@Option(names = "--ca-identity", paramLabel = "NAME", defaultValue = "identity-ca",
				description = "Service account of the CA in the same namespace, or its SPIFFE ID"
						+ " (default: ${DEFAULT-VALUE})")
		String identity = "identity-ca";

		@Option(names = "--trust-bundle", paramLabel = "FILE",
				description = "The CA's trust bundle (default: trust-bundle.json in the state directory)")
		@Nullable Path trustBundle;

		boolean isNamed() {
			return this.url != null && this.attestationUrl != null && this.trustBundle != null;
		}

		Optional<Path> trustBundle() {
			return Optional.ofNullable(this.trustBundle);
		}

	}

}
