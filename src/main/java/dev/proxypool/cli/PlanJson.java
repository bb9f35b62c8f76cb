package dev.proxypool.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.proxypool.api.MemberName;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.cli.Preview.Line;
import dev.proxypool.cli.Preview.Mark;
import dev.proxypool.cli.Preview.PoolPreview;
import dev.proxypool.domain.CamelCase;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan for a program. Its fields are API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlanJson(List<Service> services, Summary summary, List<String> notes) {

    static PlanJson of(Preview preview, List<String> notes) {
        var summary = new Summary(
                preview.count(Mark.ADD),
                preview.count(Mark.CHANGE),
                preview.count(Mark.REMOVE),
                preview.count(Mark.DRAIN),
                preview.count(Mark.HELD),
                preview.count(Mark.APPROVAL),
                preview.count(Mark.REFUSED),
                preview.troubles(),
                preview.asDeclared());
        return new PlanJson(preview.pools().stream().map(Service::of).toList(), summary, List.copyOf(notes));
    }

    record Summary(
            long add,
            long change,
            long remove,
            long drain,
            long held,
            long approvals,
            long refused,
            long unknownServices,
            int asDeclared) {}

    /**
     * @param serviceSid absent for what is about no Service
     * @param members of which kind: short codes or phone numbers
     * @param trouble why nothing is known of the pool
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Service(
            @Nullable String serviceSid,
            @Nullable String members,
            @Nullable Integer membersBefore,
            @Nullable Integer membersAfter,
            @Nullable String trouble,
            List<Change> changes) {

        private static Service of(PoolPreview pool) {
            return new Service(
                    pool.service() == null ? null : pool.service().value(),
                    pool.key() == null ? null : pool.key().kind().nouns(),
                    pool.before(),
                    pool.after(),
                    pool.trouble(),
                    pool.lines().stream().map(Change::of).toList());
        }
    }

    /** @param action Add, Change, Remove, Drain, Held, Approval or Refused */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Change(
            String action,
            @JsonUnwrapped @Nullable MemberName member,
            String before,
            String after,
            String kind,
            String namespace,
            String name,
            @Nullable String reason,
            String message) {

        private static Change of(Line line) {
            return new Change(
                    CamelCase.of(line.mark()),
                    line.code() == null ? null : MemberName.of(line.code(), line.digits()),
                    line.before(),
                    line.after(),
                    ResourceKind.of((CustomResource<?, ?>) line.resource()).toString(),
                    line.resource().getMetadata().getNamespace(),
                    line.resource().getMetadata().getName(),
                    line.reason() == null ? null : line.reason().word(),
                    line.message());
        }
    }
}
