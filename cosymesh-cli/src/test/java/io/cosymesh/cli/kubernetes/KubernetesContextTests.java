package io.cosymesh.cli.kubernetes;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.stack.LogRequest;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.stack.ServiceReport;
import io.cosymesh.cli.stack.ServiceState;
import io.cosymesh.cli.stack.StartOptions;
import io.cosymesh.cli.state.Workspace;
import io.cosymesh.cli.tool.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A namespace in which backend-api has one of two pods, inference-engine is scaled to
 * none and nothing else was applied.
 */
class KubernetesContextTests {

	private static final String NAMESPACE = """
			shift
			case $1:$2 in
			  get:pods,*) echo '{"items": [
			    {"kind": "Deployment", "metadata": {"name": "backend-api"}, "spec": {"replicas": 2}},
			    {"kind": "Deployment", "metadata": {"name": "inference-engine"}, "spec": {"replicas": 0}},
			    {"kind": "Pod", "metadata": {"name": "backend-api-a"}, "spec": {"serviceAccountName": "backend-api"},
			     "status": {"phase": "Running", "containerStatuses": [{"restartCount": 3}]}}]}' ;;
			  get:configmap) echo '{"data": {}}' ;;
			  port-forward:*) echo 'error: pods "backend-api-a" is forbidden' >&2; exit 1 ;;
			  logs:*) echo "words of $2" ;;
			  *) echo "$@" >&2 ;;
			esac
			""";

	@TempDir
	private Path directory;

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	private final Console console = new Console(new PrintWriter(this.out, true), new PrintWriter(this.err, true),
			false);

	@Test
	void eachPodIsReportedAndEachThatIsMissing() {
		try (KubernetesContext context = context()) {
			List<ServiceReport> reports = context.inspect();
			assertThat(reports).extracting((report) -> report.service().serviceAccount())
				.containsExactly("identity-ca", "audio-processor", "inference-engine", "backend-api", "backend-api",
						"webui-service");
			assertThat(reports.getFirst().state().reason()).isEqualTo("there is no Deployment identity-ca");
			assertThat(reports.get(2).state().reason()).isEqualTo("deployment/inference-engine is scaled to none");
			assertThat(reports.get(3).state().reason()).contains("no way to pod backend-api-a", "forbidden");
			assertThat(reports.get(3).amongOthers()).isTrue();
			assertThat(reports.get(4).state().reason())
				.isEqualTo("1 of the 2 pods of deployment/backend-api are not there");
			ServiceState backend = ServiceState.of(reports).get(3);
			assertThat(backend.ready()).isEqualTo("0/2");
			assertThat(backend.restarts()).isEqualTo(3);
			assertThat(context.isBegun()).isTrue();
		}
	}

	@Test
	void whatIsNeededAndIsNotThereIsNamed() {
		try (KubernetesContext context = context()) {
			assertThatExceptionOfType(CommandFailure.class).isThrownBy(context::ca)
				.withMessageContaining("no pod of identity-ca runs in namespace speech")
				.satisfies((failure) -> assertThat(failure.exitCode()).isEqualTo(3));
			assertThatExceptionOfType(CommandFailure.class).isThrownBy(context::trustBundle)
				.withMessageContaining("ConfigMap cosymesh-trust-bundle is empty");
			assertThat(context.operator().spiffeId()).hasToString("spiffe://cosymesh.local/ns/speech/sa/operator");
		}
	}

	@Test
	void downScalesWhatThereIsAndOnlyWhenItIsMeant() {
		try (KubernetesContext context = context()) {
			assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> context.down(false, this.console))
				.withMessageContaining("say so with --yes")
				.satisfies((failure) -> assertThat(failure.exitCode()).isEqualTo(2));
			assertThat(this.err.toString()).isEmpty();
			context.down(true, this.console);
		}
		assertThat(this.err.toString())
			.contains("scale --replicas=0 deployment/inference-engine deployment/backend-api\n", "./cosymesh up");
	}

	@Test
	void restartIsARolloutThatIsWaitedFor() {
		try (KubernetesContext context = context()) {
			context.restart(List.of(MeshService.BACKEND_API), this.console);
			assertThatExceptionOfType(CommandFailure.class)
				.isThrownBy(() -> context.restart(List.of(MeshService.WEBUI_SERVICE), this.console))
				.withMessageContaining("there is no Deployment of webui-service in namespace speech");
		}
		assertThat(this.err.toString()).contains("rollout restart deployment/backend-api\n",
				"rollout status deployment/backend-api --timeout=5m\n");
	}

	@Test
	void overlayIsAFolderAndWhatWasScaledToNoneComesBack() {
		try (KubernetesContext context = context()) {
			assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> context
				.up(new StartOptions(true, null, null, true, this.directory.toAbsolutePath().toString()), this.console))
				.withMessageContaining("no pod of webui-service runs");
		}
		assertThat(this.err.toString()).contains("apply --kustomize=" + this.directory,
				"scale deployment/inference-engine --replicas=1\n", "rollout status deployment/backend-api");
	}

	@Test
	void logsAreThoseOfEveryPod() {
		try (KubernetesContext context = context()) {
			context.logs(new LogRequest(MeshService.BACKEND_API, false, 5), this.console);
			assertThatExceptionOfType(CommandFailure.class)
				.isThrownBy(() -> context.logs(new LogRequest(MeshService.IDENTITY_CA, false, 5), this.console))
				.withMessageContaining("no pod of identity-ca");
		}
		assertThat(this.out.toString()).isEqualTo("words of backend-api-a\n");
	}

	private KubernetesContext context() {
		Kubectl kubectl = new Kubectl(Script.write(this.directory, NAMESPACE).toString(), null, "speech",
				this.directory);
		return new KubernetesContext(kubectl, new Workspace());
	}

}
