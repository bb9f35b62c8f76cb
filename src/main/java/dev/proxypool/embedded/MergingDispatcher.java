package dev.proxypool.embedded;

import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Takes a server-side apply, which the mock server does not know, for a merge patch. */
final class MergingDispatcher extends KubernetesMixedDispatcher {

    private static final String CONTENT_TYPE = "Content-Type";

    MergingDispatcher(
            Map<ServerRequest, Queue<ServerResponse>> responses, List<CustomResourceDefinitionContext> definitions) {
        super(responses, definitions);
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        String type = request.getHeader(CONTENT_TYPE);
        return super.dispatch(
                type != null && type.startsWith(PatchType.SERVER_SIDE_APPLY.getContentType())
                        ? new RecordedRequest(
                                request.getHttpVersion(),
                                request.method(),
                                request.getPath(),
                                Headers.builder()
                                        .add(CONTENT_TYPE, PatchType.JSON_MERGE.getContentType())
                                        .build(),
                                request.getBody())
                        : request);
    }
}
