package dev.proxypool.embedded;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Refuses a JSON patch whose test fails, as an API server does; the mock server alone would fail with an error. */
final class PatchTestingDispatcher extends KubernetesMixedDispatcher {

    private static final int UNPROCESSABLE = 422;

    PatchTestingDispatcher(
            Map<ServerRequest, Queue<ServerResponse>> responses, List<CustomResourceDefinitionContext> definitions) {
        super(responses, definitions);
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        try {
            return super.dispatch(request);
        } catch (JsonPatchException e) {
            return new MockResponse()
                    .setResponseCode(UNPROCESSABLE)
                    .setBody(Serialization.asJson(new StatusBuilder()
                            .withStatus("Failure")
                            .withCode(UNPROCESSABLE)
                            .withReason("Invalid")
                            .withMessage(e.getMessage())
                            .build()));
        }
    }
}
