package io.cosymesh.cli.check;

import java.util.List;

import io.cosymesh.cli.stack.MeshService;

/**
 * A request that the pipeline can't do without.
 *
 * @param from who asks
 * @param to who is asked
 * @param method its method
 * @param path a path that its route has
 */
record NeededCall(String from, MeshService to, String method, String path) {

	private static final String WEBUI = MeshService.WEBUI_SERVICE.serviceAccount();

	private static final String BACKEND = MeshService.BACKEND_API.serviceAccount();

	private static final List<NeededCall> ALL = List.of(
			new NeededCall(BACKEND, MeshService.IDENTITY_CA, "POST", "/v1/svid"),
			new NeededCall(WEBUI, MeshService.BACKEND_API, "POST", "/api/v1/clone"),
			new NeededCall(WEBUI, MeshService.BACKEND_API, "POST", "/api/v1/speech"),
			new NeededCall(WEBUI, MeshService.BACKEND_API, "GET", "/api/v1/voices"),
			new NeededCall(WEBUI, MeshService.BACKEND_API, "POST", "/api/v1/jobs"),
			new NeededCall(BACKEND, MeshService.AUDIO_PROCESSOR, "POST", "/v1/prompts"),
			new NeededCall(BACKEND, MeshService.AUDIO_PROCESSOR, "POST", "/v1/encode"),
			new NeededCall(BACKEND, MeshService.INFERENCE_ENGINE, "POST", "/v1/synthesize"),
			new NeededCall(BACKEND, MeshService.INFERENCE_ENGINE, "POST", "/v1/text"));

	static List<NeededCall> of(MeshService service) {
		return ALL.stream().filter((call) -> call.to() == service).toList();
	}

	String request() {
		return this.method + " " + this.path;
	}

}
