"""OpenID Connect: the way to the provider and back, with PKCE, state and nonce, by Authlib."""

from collections.abc import Mapping

from authlib.integrations.starlette_client import OAuth, OAuthError
from starlette.requests import Request
from starlette.responses import Response

from access.doors.door import Identity, identity_of
from access.doors.signed_header import ALGORITHMS
from data.errors import UserError

_SCOPES = "openid profile email"
_SECONDS = 10


class SignInFailed(UserError):
    """The provider did not vouch for anybody; the text says what to do."""


class OpenIdDoor:
    """One provider. What it must know of a sign-in on its way is in `request.session`."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._issuer = values["DISTRICT_OIDC_ISSUER"]
        issuer = self._issuer.rstrip("/")
        self._client = OAuth().register(
            "provider",
            client_id=values["DISTRICT_OIDC_CLIENT_ID"],
            client_secret=values["DISTRICT_OIDC_CLIENT_SECRET"],
            server_metadata_url=f"{issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": _SCOPES,
                "code_challenge_method": "S256",
                "timeout": _SECONDS,
            },
        )

    async def redirect(self, request: Request, return_to: str) -> Response:
        """Send the browser to the provider, which sends it back to `return_to`."""
        await self._metadata()
        response: Response = await self._client.authorize_redirect(request, return_to)
        return response

    async def identity(self, request: Request) -> tuple[Identity, str]:
        """Who came back from the provider, and the token that signs out there.

        Raises SignInFailed where the way back does not belong to a way there of this browser, or
        the provider vouches for nobody.
        """
        metadata = await self._metadata()
        try:
            token = await self._client.authorize_access_token(request)
        except OAuthError as problem:
            raise SignInFailed(
                f"The sign-in was not completed ({problem.error or 'no reason'}). Try it again."
            ) from problem
        claims = token.get("userinfo")
        person = identity_of(str(metadata["issuer"]), claims) if claims else None
        if person is None:
            raise SignInFailed("The sign-in service did not say who you are. Try it again.")
        return person, str(token["id_token"])

    async def sign_out_url(self, id_token: str, return_to: str) -> str | None:
        """Where the browser signs out at the provider too; None where it has no such address."""
        metadata = await self._metadata()
        if not metadata.get("end_session_endpoint"):
            return None
        made = await self._client.create_logout_url(return_to, id_token)
        return str(made["url"])

    async def _metadata(self) -> Mapping[str, object]:
        """What the provider publishes of itself, where it is the one that was named.

        Its tokens may be signed with keys of its own only. Raises SignInFailed where it calls
        itself by another name, so that one provider cannot pass for another.
        """
        metadata = await self._client.load_server_metadata()
        if metadata.get("issuer") != self._issuer:
            raise SignInFailed(
                "The sign-in service calls itself by another name than DISTRICT_OIDC_ISSUER says. "
                "Whoever runs the dashboard writes the very name that the service publishes."
            )
        offered = metadata.get("id_token_signing_alg_values_supported", ["RS256"])
        allowed = [name for name in offered if name in ALGORITHMS]
        metadata["id_token_signing_alg_values_supported"] = allowed
        return metadata  # type: ignore[no-any-return]
