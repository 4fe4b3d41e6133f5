import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Owner } from '../owned.ts';
import type { Responder } from './responder.ts';

/** The part of an endpoint that replies use. As an owner, it is the endpoint: the patterns belong to it. */
export interface AnsweringHome extends Owner {
  readonly config: EndpointConfig;
  /** The current rules. */
  readonly responder: Responder;
  /** The rules of a config that was in use before. */
  responderOf(config: EndpointConfig): Responder;
}
